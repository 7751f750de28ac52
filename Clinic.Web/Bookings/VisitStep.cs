using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>A step that the doctor can take a visit along with one tap.</summary>
/// <param name="To">The status after it.</param>
/// <param name="Text">Key of the verb on the button, in <see cref="DayTexts"/>.</param>
/// <param name="Icon">Material symbol.</param>
/// <param name="Call">Calls the patient in, or takes the call back; null for a step of the status.</param>
public sealed record VisitStep(BookingStatus To, string Text, string Icon, bool? Call = null)
{
    private static readonly VisitStep Start = new(BookingStatus.InProgress, "Step.Start", "play_arrow");

    /// <summary>The usual next step; null where nothing is left to do.</summary>
    public static VisitStep? Forward(DoctorVisit visit) => visit.Status switch
    {
        BookingStatus.Booked or BookingStatus.Confirmed or BookingStatus.NoShow => new(BookingStatus.Arrived, "Step.Arrived", "how_to_reg"),
        BookingStatus.Arrived when visit.IsCalled => Start,
        BookingStatus.Arrived => new(BookingStatus.Arrived, "Step.Call", "campaign", Call: true),
        BookingStatus.InProgress => new(BookingStatus.Done, "Step.Finish", "check"),
        _ => null,
    };

    /// <summary>Who stands in the door already need not be called in.</summary>
    public static VisitStep? Beside(DoctorVisit visit) => visit.Status == BookingStatus.Arrived && !visit.IsCalled ? Start : null;

    /// <summary>Takes the last step back.</summary>
    public static VisitStep? Back(DoctorVisit visit) => visit.Status switch
    {
        BookingStatus.Arrived when visit.IsCalled => new(BookingStatus.Arrived, "Step.Undo", "undo", Call: false),
        BookingStatus.Arrived => new(BookingStatus.Booked, "Step.Undo", "undo"),
        BookingStatus.InProgress => new(BookingStatus.Arrived, "Step.Undo", "undo"),
        BookingStatus.Done => new(BookingStatus.InProgress, "Step.Undo", "undo"),
        _ => null,
    };

    /// <summary>The patient did not come; offered once the time of the visit has begun.</summary>
    public static VisitStep? Missed(DoctorVisit visit, DateTimeOffset now) =>
        visit.Status.IsOpen() && now > visit.Start ? new(BookingStatus.NoShow, "Step.NoShow", "person_off") : null;

    /// <summary>Whether the doctor may want to see the patient again.</summary>
    public static bool Again(DoctorVisit visit) => visit.Status is BookingStatus.InProgress or BookingStatus.Done;
}
