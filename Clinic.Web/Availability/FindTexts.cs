namespace Clinic.Web.Availability;

/// <summary>Texts of finding a time.</summary>
public sealed class FindTexts;
