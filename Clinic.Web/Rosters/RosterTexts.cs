namespace Clinic.Web.Rosters;

/// <summary>Marks the texts of rosters, closures and visits without a place.</summary>
public sealed class RosterTexts;
