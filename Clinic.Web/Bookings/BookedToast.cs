using Clinic.Domain;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Has the slip of a visit that was just booked at hand.</summary>
public static class BookedToast
{
    private const double Long = 9000;

    public static void Slip(this NotificationService toasts, BookingId id, string print) => toasts.Notify(new NotificationMessage
    {
        Severity = NotificationSeverity.Info,
        Duration = Long,
        SummaryContent = _ => builder =>
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", $"/print/slip/{id}");
            builder.AddAttribute(2, "target", "_blank");
            builder.AddAttribute(3, "rel", "noopener");
            builder.AddContent(4, print);
            builder.CloseElement();
        },
    });
}
