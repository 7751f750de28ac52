namespace Clinic.Web.Bookings;

/// <summary>Texts of the pages for paper.</summary>
public sealed class PrintTexts;
