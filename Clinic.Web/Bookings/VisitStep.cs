using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>A step that the doctor can take a visit along with one tap.</summary>
/// <param name="To">The status after it.</param>
/// <param name="Text">Key of the verb on the button, in <see cref="DayTexts"/>.</param>
/// <param name="Icon">Material symbol.</param>
public sealed record VisitStep(BookingStatus To, string Text, string Icon)
{
    /// <summary>The usual next step; null where nothing is left to do.</summary>
    public static VisitStep? Forward(BookingStatus status) => status switch
    {
        BookingStatus.Booked or BookingStatus.Confirmed or BookingStatus.NoShow => new(BookingStatus.Arrived, "Step.Arrived", "how_to_reg"),
        BookingStatus.Arrived => new(BookingStatus.InProgress, "Step.Start", "play_arrow"),
        BookingStatus.InProgress => new(BookingStatus.Done, "Step.Finish", "check"),
        _ => null,
    };

    /// <summary>Takes a slip of the hand back.</summary>
    public static VisitStep? Back(BookingStatus status) => status switch
    {
        BookingStatus.Arrived => new(BookingStatus.Booked, "Step.Undo", "undo"),
        BookingStatus.InProgress => new(BookingStatus.Arrived, "Step.Undo", "undo"),
        BookingStatus.Done => new(BookingStatus.InProgress, "Step.Undo", "undo"),
        _ => null,
    };

    /// <summary>The patient did not come; offered once the time of the visit has begun.</summary>
    public static VisitStep? Missed(DoctorVisit visit, DateTimeOffset now) =>
        visit.Status.IsOpen() && now > visit.Start ? new(BookingStatus.NoShow, "Step.NoShow", "person_off") : null;
}
