using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Answers where a visit would stand by roster and rules; whether the time is free is decided by the storage alone.</summary>
public sealed class PlanVisit(IDbContextFactory<ClinicDb> factory, NearestSlots nearest, TimeProvider clock)
{
    private static readonly HashSet<string> WithAlternatives = [ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy, ProblemCodes.HoldExpired];

    public async Task<Result<Placement>> Run(SlotId slot, bool staff, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var timetable = await Timetable.Load(db, db.Doctors.Where(d => d.Id == slot.DoctorId), new(slot.Start, slot.Start.AddHours(1)), now, cancel);
        return timetable.Place(slot, now, staff);
    }

    /// <summary>Adds the nearest free slots to a refusal where another time would help.</summary>
    public async Task<Problem> Suggest(Problem problem, SlotId missed, bool staff, CancellationToken cancel) =>
        WithAlternatives.Contains(problem.Code) ? problem with { Alternatives = await nearest.Run(missed, staff, cancel) } : problem;
}
