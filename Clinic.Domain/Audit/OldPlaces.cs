using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Planning;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>The places that bookings had, as they can be had now: by the rosters and rules in force, read in the transaction at hand.</summary>
internal sealed class OldPlaces
{
    private readonly Timetable timetable;
    private readonly StandingVisits standing;
    private readonly HashSet<BookingId> listed;
    private readonly HashSet<string> kept;
    private readonly DateTime now;

    private OldPlaces(Timetable timetable, StandingVisits standing, HashSet<BookingId> listed, HashSet<string> kept, DateTime now)
    {
        this.timetable = timetable;
        this.standing = standing;
        this.listed = listed;
        this.kept = kept;
        this.now = now;
    }

    internal static async Task<OldPlaces> Load(ClinicDb db, IReadOnlyList<UndoStep> steps, DateTime now, CancellationToken cancel)
    {
        var targets = steps.Select(s => s.Target).OfType<BookingSnapshot>().Where(t => t.Occupies).ToList();
        var window = targets.Count == 0 ? new(now, now.AddDays(1)) : new TimeRange(targets.Min(t => t.Start.UtcDateTime).AddDays(-1), targets.Max(t => t.End.UtcDateTime).AddDays(1));
        var doctors = targets.Select(t => new DoctorId(t.Doctor)).Distinct().ToList();
        var timetable = await Timetable.Load(db, db.Doctors.Where(d => EF.Parameter(doctors).Contains(d.Id)), window, now, cancel);
        var rows = await RosterRows.Load(db, doctors, DateOnly.FromDateTime(window.Start).AddDays(-2), DateOnly.FromDateTime(window.End).AddDays(2), cancel);

        // Who stood without a roster, on the list or kept by hand, may stand so again.
        var ids = steps.Select(s => s.Id).ToList();
        var names = ids.ConvertAll(i => i.ToString());
        var at = steps.ToDictionary(s => s.Id, s => s.At);
        var listed = (await db.DisplacedBookings.Where(d => EF.Parameter(ids).Contains(d.BookingId) && d.ResolvedAt != null).ToListAsync(cancel)).Where(d => d.ResolvedAt == at[d.BookingId]);
        var kept = await db.Audit.Where(a => a.Entity == nameof(Booking) && a.Action == RosterTraces.Keep && EF.Parameter(names).Contains(a.EntityId)).Select(a => a.EntityId).ToListAsync(cancel);
        return new(timetable, new(rows), [.. listed.Select(d => d.BookingId)], [.. kept], now);
    }

    /// <summary>The booking's way back, or why there is none.</summary>
    internal Result<PlannedMove> Of(UndoStep step)
    {
        var target = step.Target!;
        var visit = target.Standing();
        var place = visit.Placement();
        var site = timetable.Facts.Sites[visit.SiteId];
        if (site.LocalDate(visit.Start) < site.LocalDate(now))
        {
            return new Problem(ProblemCodes.Past);
        }

        if (!timetable.Facts.Doctors.ContainsKey(visit.DoctorId))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        if (VisitTerms.Of(timetable.Facts, place.Slot) is not { } terms)
        {
            return new Problem(ProblemCodes.TypeNotOffered);
        }

        var bound = !target.Overridden && !listed.Contains(step.Id) && !kept.Contains(step.Id.ToString());
        if (bound && standing.Against(visit, site.LocalDate(visit.Start)) is { } why)
        {
            return new Problem(why);
        }

        var facts = timetable.Facts;
        var capacities = facts.Devices.SelectMany(d => d).ToDictionary(d => d.Id, d => d.Capacity);
        return step.Return(
            place with
            {
                RoomCapacity = visit.RoomId is { } room && facts.Rooms.TryGetValue(room, out var there) ? there.Capacity : 1,
                Devices = [.. place.Devices.Select(d => (d.Id, capacities.GetValueOrDefault(d.Id, 1)))],
                GroupSize = target.Kept!.Group ? terms.Type.Capacity : 1,
                Quotas = target.Overridden ? [] : Quotas(step, place),
            },
            terms);
    }

    /// <summary>What the booking counts under among the patient's, in its status of then.</summary>
    internal IEnumerable<Claim> Limits(UndoStep step)
    {
        var target = step.Target!;
        var counting = UndoStep.Counting(target.Status);
        return counting == 0 || VisitTerms.Of(timetable.Facts, step.Booking.Slot()) is not { } terms ? []
            : PatientLimits.Of(terms, step.Booking.Range, step.Booking.ContactKey, now).Where(c => counting == 2 || c.From != 0);
    }

    /// <summary>Who came from the list of those without a place is on it again; who gave up a place is off it.</summary>
    internal async Task Relist(ClinicDb db, IReadOnlyList<UndoStep> steps, CancellationToken cancel)
    {
        var back = listed.ToList();
        if (back.Count > 0)
        {
            await db.DisplacedBookings.Where(d => EF.Parameter(back).Contains(d.BookingId)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ResolvedAt, (DateTime?)null), cancel);
        }

        await DisplacedBookings.Resolve(db, [.. steps.Where(s => s.GivesPlace).Select(s => s.Id)], now, cancel);
    }

    /// <summary>As its own channel took them when it was made.</summary>
    private IReadOnlyList<PlaceClaim> Quotas(UndoStep step, Placement place)
    {
        var offer = timetable.Facts.Offers[place.Slot.DoctorId].First(o => o.Type.Id == place.Slot.VisitTypeId);
        return standing.Holds(place) is { } shift
            ? new AccessCheck(timetable, shift, offer, new(step.Booking.Channel, now)).Claims(place.Slot.Range.Start, Cell.Count((int)place.Slot.Range.Length.TotalMinutes))
            : [];
    }
}
