namespace Clinic.Web.VisitTypes;

/// <summary>Marks the texts of visit types.</summary>
public sealed class VisitTypeTexts;
