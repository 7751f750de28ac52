namespace Clinic.Web.Bookings;

/// <summary>Texts of moving, selecting and undoing, in MoveTexts.resx.</summary>
public sealed class MoveTexts;
