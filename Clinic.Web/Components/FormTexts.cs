namespace Clinic.Web.Components;

/// <summary>Words that forms share.</summary>
public sealed class FormTexts;
