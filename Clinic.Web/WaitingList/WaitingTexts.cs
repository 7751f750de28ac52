namespace Clinic.Web.WaitingList;

/// <summary>Texts of the waiting list.</summary>
public sealed class WaitingTexts;
