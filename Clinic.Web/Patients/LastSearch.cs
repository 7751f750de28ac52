namespace Clinic.Web.Patients;

/// <summary>What was last looked for among the cards, for who comes back from one. Lives as long as the circuit; personal, so it stands in no address and nowhere else.</summary>
public sealed class LastSearch
{
    public string Words { get; set; } = "";
}
