namespace Clinic.Web.Components;

/// <summary>Texts of Radzen’s own buttons, by its keys; see RadzenWords.</summary>
public sealed class RadzenTexts;
