namespace Clinic.Web.Callbacks;

/// <summary>Texts of the inbox.</summary>
public sealed class InboxTexts;
