namespace Clinic.Web;

/// <summary>Marks the texts of the shell.</summary>
public sealed class Texts;
