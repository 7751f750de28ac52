namespace Clinic.Web.Bookings;

/// <summary>Marks the texts of "My day".</summary>
public sealed class DayTexts;
