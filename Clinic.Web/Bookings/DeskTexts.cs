namespace Clinic.Web.Bookings;

/// <summary>Texts of the panels in which visits are booked and kept.</summary>
public sealed class DeskTexts;
