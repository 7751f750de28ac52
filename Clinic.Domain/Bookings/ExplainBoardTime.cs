using Clinic.Domain.Availability;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>Says to staff why a doctor's time cannot be booked, with every rule that stands against it.</summary>
public sealed class ExplainBoardTime(ExplainTimes explain)
{
    /// <summary>Answers the explanation, or <c>forbidden</c>, <c>unknown-doctor</c>, <c>type-not-offered</c>, <c>out-of-range</c>.</summary>
    /// <param name="doctor">Whose time.</param>
    /// <param name="type">The visit; null for the first the doctor offers.</param>
    /// <param name="range">The starts in question.</param>
    /// <param name="actor">Who asks, and through whose channel it would be booked.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<Explanation>> Run(DoctorId doctor, VisitTypeId? type, TimeRange range, Actor actor, CancellationToken cancel) =>
        actor.Can(Rights.BookForAnyone) ? await explain.Run(doctor, type, range, actor.Channel, cancel) : new Problem(ProblemCodes.Forbidden);
}
