namespace Clinic.Web.Bookings;

/// <summary>Marks the texts of what the board shows: views, cells, explanations.</summary>
public sealed class BoardViewTexts;
