namespace Clinic.Web.Rosters;

/// <summary>Marks the texts of the roster import, page and command.</summary>
public sealed class ImportTexts;
