using Clinic.Domain;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Says that a visit is booked, with the slip at hand.</summary>
public static class BookedToast
{
    private const double Long = 9000;

    public static void Booked(this NotificationService toasts, string text, BookingId id, string print) => toasts.Notify(new NotificationMessage
    {
        Severity = NotificationSeverity.Success,
        Duration = Long,
        SummaryContent = _ => builder =>
        {
            builder.AddContent(0, $"{text}. ");
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", $"/print/slip/{id}");
            builder.AddAttribute(3, "target", "_blank");
            builder.AddAttribute(4, "rel", "noopener");
            builder.AddContent(5, print);
            builder.CloseElement();
        },
    });
}
