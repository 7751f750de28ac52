namespace Clinic.Domain.Rosters.Words;

/// <summary>Parts of the day, by the number that stands in the vocabularies.</summary>
internal static class DayParts
{
    internal const int Morning = 1;
    internal const int Afternoon = 2;
    internal const int Evening = 3;
    internal const int Night = 4;
}
