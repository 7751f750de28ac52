using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>Answers where a visit would stand by roster and rules; whether the time is free is decided by the storage alone.</summary>
public sealed class PlanVisit(TimetableCache timetables, NearestSlots nearest)
{
    // More than the rooms of any pool.
    private const int Attempts = 50;
    private static readonly HashSet<string> WithAlternatives = [ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy, ProblemCodes.Quota, ProblemCodes.HoldExpired];
    private readonly ComingVisits coming = new();

    public async Task<Result<Placement>> Run(SlotId slot, Asker asker, CancellationToken cancel) => (await Around(slot, cancel)).Place(slot, asker);

    /// <summary>
    /// Tries one place after another: where somebody was quicker to the room or device that was chosen, another of the pool is as good;
    /// where rosters were changed meanwhile, the place of the new one.
    /// </summary>
    internal async Task<Result<T>> Anywhere<T>(SlotId slot, Asker asker, Func<Result<Placement>, Task<Result<T>>> attempt, CancellationToken cancel)
    {
        var (result, before) = (default(Result<T>), default(Placement));
        for (var left = Attempts; ; left--)
        {
            var timetable = await Around(slot, cancel);
            using var visit = coming.Choose(() => timetable.Place(slot, asker, coming));
            if (before is not null && (!visit.Place.Ok || SameThings(before, visit.Place.Value)))
            {
                return result;
            }

            result = await attempt(visit.Place);
            if (result.Ok || !visit.Place.Ok || left == 0)
            {
                return result;
            }

            switch (result.Problem.Code)
            {
                case ProblemCodes.RosterChanged:
                    // After the place was planned: it is looked for in the new one.
                    before = null;
                    await timetables.Renew(visit.Place.Value, cancel);
                    break;
                case ProblemCodes.RoomBusy or ProblemCodes.DeviceBusy:
                    before = visit.Place.Value;
                    await timetables.Reread(Timetable.Stretches(before), cancel);
                    break;
                default:
                    return result;
            }
        }
    }

    /// <summary>Adds the nearest free slots to a refusal where another time would help.</summary>
    public async Task<Problem> Suggest(Problem problem, SlotId missed, Channel channel, CancellationToken cancel) =>
        WithAlternatives.Contains(problem.Code) ? problem with { Alternatives = await nearest.Run(missed, channel, cancel) } : problem;

    private static bool SameThings(Placement a, Placement b) => a.Slot.RoomId == b.Slot.RoomId && a.Devices.SequenceEqual(b.Devices);

    private ValueTask<Timetable> Around(SlotId slot, CancellationToken cancel) => timetables.For(new(slot.Start, slot.Start.AddDays(1)), cancel);
}
