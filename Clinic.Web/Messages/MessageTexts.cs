namespace Clinic.Web.Messages;

/// <summary>Texts of the page of messages to patients.</summary>
public sealed class MessageTexts;
