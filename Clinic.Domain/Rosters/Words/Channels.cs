namespace Clinic.Domain.Rosters.Words;

/// <summary>Channels that the languages have a word for, by the number that stands in the vocabularies.</summary>
internal static class Channels
{
    internal const int Registry = 0;
    internal const int CallCentre = 1;
    internal const int Doctor = 2;
    internal const int Widget = 3;
    internal const int Kiosk = 4;
    internal const int Online = 5;
    internal const int Import = 6;
    internal const string Everyone = "*";
    internal const string Partner = "partner:";
    internal const string AllPartners = "partner:*";

    internal static readonly List<string> Names = ["registry", "call-centre", "doctor", "widget", "kiosk", "online", "import"];
}
