using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>How a status looks, the same on every page: an icon and the name that the colours in clinic.css go by.</summary>
public static class StatusLook
{
    public static string Icon(BookingStatus status) => status switch
    {
        BookingStatus.Pending => "pending_actions",
        BookingStatus.Booked => "event",
        BookingStatus.Confirmed => "event_available",
        BookingStatus.Arrived => "how_to_reg",
        BookingStatus.InProgress => "stethoscope",
        BookingStatus.Done => "check_circle",
        BookingStatus.NoShow => "person_off",
        _ => "event_busy",
    };

    /// <summary>Class that sets --s-bg, --s-bar and --s-text.</summary>
    public static string Class(BookingStatus status) => $"status-{status.Wire()}";
}
