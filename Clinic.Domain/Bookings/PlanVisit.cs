using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>Answers where a visit would stand by roster and rules; whether the time is free is decided by the storage alone.</summary>
public sealed class PlanVisit(TimetableCache timetables, NearestSlots nearest)
{
    // More than the rooms of any pool.
    private const int Attempts = 50;
    private static readonly HashSet<string> WithAlternatives = [ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy, ProblemCodes.Quota, ProblemCodes.HoldExpired];

    public async Task<Result<Placement>> Run(SlotId slot, Asker asker, CancellationToken cancel) =>
        (await timetables.For(new(slot.Start, slot.Start.AddDays(1)), cancel)).Place(slot, asker);

    /// <summary>
    /// Tries one place after another: where somebody was quicker to the room or device that was chosen, another of the pool is as good;
    /// where rosters were changed meanwhile, the place of the new one.
    /// </summary>
    internal async Task<Result<T>> Anywhere<T>(SlotId slot, Asker asker, Func<Result<Placement>, Task<Result<T>>> attempt, CancellationToken cancel)
    {
        var placed = await Run(slot, asker, cancel);
        for (var left = Attempts; ; left--)
        {
            var result = await attempt(placed);
            if (!placed.Ok || left == 0)
            {
                return result;
            }

            if (result.Problem?.Code == ProblemCodes.RosterChanged)
            {
                // Rosters were changed after the place was planned: it is looked for in the new one.
                await timetables.Renew(placed.Value, cancel);
                placed = await Run(slot, asker, cancel);
                continue;
            }

            if (result.Ok || result.Problem.Code is not (ProblemCodes.RoomBusy or ProblemCodes.DeviceBusy))
            {
                return result;
            }

            await timetables.Reread(Timetable.Stretches(placed.Value), cancel);
            var other = await Run(slot, asker, cancel);
            if (!other.Ok || (other.Value.Slot.RoomId == placed.Value.Slot.RoomId && other.Value.Devices.SequenceEqual(placed.Value.Devices)))
            {
                return result;
            }

            placed = other;
        }
    }

    /// <summary>Adds the nearest free slots to a refusal where another time would help.</summary>
    public async Task<Problem> Suggest(Problem problem, SlotId missed, Channel channel, CancellationToken cancel) =>
        WithAlternatives.Contains(problem.Code) ? problem with { Alternatives = await nearest.Run(missed, channel, cancel) } : problem;
}
