namespace Clinic.Web.Bookings;

/// <summary>Marks the texts of the board.</summary>
public sealed class BoardTexts;
