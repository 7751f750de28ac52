namespace Clinic.Web.Audit;

/// <summary>Marks the texts of the journals and of the board of the past.</summary>
public sealed class JournalTexts;
