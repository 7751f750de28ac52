namespace Clinic.Web.Components;

/// <summary>Marks the texts of the keyboard map.</summary>
public sealed class KeyTexts;
