using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>Answers where a visit would stand by roster and rules; whether the time is free is decided by the storage alone.</summary>
public sealed class PlanVisit(TimetableCache timetables, NearestSlots nearest, TimeProvider clock)
{
    private static readonly HashSet<string> WithAlternatives = [ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy, ProblemCodes.Quota, ProblemCodes.HoldExpired];

    /// <param name="slot">Doctor, visit type and start.</param>
    /// <param name="channel">Through which it is to be booked.</param>
    /// <param name="over">Staff book over whatever is there.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<Placement>> Run(SlotId slot, Channel channel, bool over, CancellationToken cancel)
    {
        var asker = new Asker(channel, clock.GetUtcNow().UtcDateTime, over);
        var timetable = await timetables.For(new(slot.Start, slot.Start.AddDays(1)), cancel);
        return timetable.Place(slot, asker);
    }

    /// <summary>Adds the nearest free slots to a refusal where another time would help.</summary>
    public async Task<Problem> Suggest(Problem problem, SlotId missed, Channel channel, CancellationToken cancel) =>
        WithAlternatives.Contains(problem.Code) ? problem with { Alternatives = await nearest.Run(missed, channel, cancel) } : problem;
}
