using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Writes a plan: rooms and doctors first, then their days, with audit entries and changes, and the list of visits without a place.</summary>
internal sealed class RosterImportWrite(ClinicDb db, BuiltPlan built, Actor actor, DateTime now)
{
    private readonly RosterImportPlan plan = built.Plan;
    private readonly Dictionary<string, Room> rooms = [];
    private readonly Dictionary<PlannedDoctor, Doctor> doctors = [];

    public async Task Run(CancellationToken cancel, IProgress<int>? progress = null)
    {
        AddRooms();
        await AddDoctors(cancel);
        var written = 0;
        foreach (var days in plan.Changes.GroupBy(c => c.Doctor))
        {
            WriteDays(days.Key, [.. days.OrderBy(d => d.Date)]);
            await db.SaveChangesAsync(cancel);
            progress?.Report(written += days.Count());
        }

        if (rooms.Count > 0 || doctors.Count > 0 || plan.Doctors.Any(d => d.Returns))
        {
            db.Add(new Change { At = now, Kind = ChangeKind.Reference });
        }

        await DisplacedBookings.Add(db, built.Visits.Displaced, actor, now, cancel);
        await db.SaveChangesAsync(cancel);
        if (plan.Changes.Any())
        {
            await RosterGate.Raise(db, cancel);
            await LostHolds.Release(db, now, cancel);
        }

        // The workbook may give back the shifts that an earlier change took.
        await DisplacedBookings.GiveBack(db, built.Visits.GivenBack, now, cancel);

        // Who has a page of the roster open is told that it is stale.
        var changed = plan.Changes.Select(c => IdOf(c.Doctor)).Distinct().ToList();
        await db.Doctors.Where(d => changed.Contains(d.Id)).ExecuteUpdateAsync(s => s.SetProperty(d => d.RosterVersion, d => d.RosterVersion + 1), cancel);
    }

    private void AddRooms()
    {
        foreach (var room in plan.NewRooms)
        {
            rooms[room.Name] = new() { SiteId = plan.Site, Name = room.Name };
        }

        db.AddRange(rooms.Values);
    }

    private async Task AddDoctors(CancellationToken cancel)
    {
        foreach (var planned in plan.NewDoctors)
        {
            var doctor = new Doctor { Family = planned.Name.Family, Given = planned.Name.Given, Middle = planned.Name.Middle };
            doctors[planned] = doctor;
            db.Add(doctor);
        }

        var fields = new NewFields(db, plan, actor, now);
        fields.AddSpecialties();
        await db.SaveChangesAsync(cancel);
        await fields.AddVisitTypes(cancel);
        await db.SaveChangesAsync(cancel);
        fields.Offer(doctors);
        foreach (var room in rooms.Values)
        {
            db.Record(actor, now, "import", nameof(Room), room.Id.ToString(), null, new { room.Name });
        }

        var returning = plan.Doctors.Where(d => d.Returns).Select(d => d.Id!.Value).ToList();
        foreach (var doctor in await db.Doctors.AsTracking().Where(d => returning.Contains(d.Id)).ToListAsync(cancel))
        {
            doctor.Active = true;
        }

        // A doctor without a single day to write still leaves a trace.
        var written = plan.Changes.Select(c => c.Doctor).ToHashSet();
        foreach (var planned in plan.Doctors.Where(d => (d.IsNew || d.Returns) && !written.Contains(d)))
        {
            Audit(planned, []);
        }
    }

    private void WriteDays(PlannedDoctor planned, List<DayChange> days)
    {
        var doctor = IdOf(planned);
        foreach (var day in days)
        {
            db.RemoveRange(built.Ground.Exceptions[(doctor, day.Date)]);
            db.AddRange(ExceptionRows.Of(day, doctor, plan.Site, room => room.Id ?? rooms[room.Name].Id));
        }

        Audit(planned, days);
        var zone = built.Ground.Site.Zone;
        db.Add(new Change
        {
            At = now,
            Kind = ChangeKind.Roster,
            DoctorId = doctor,
            From = WallClock.FirstInstant(zone, days[0].Date),

            // A night shift of the last day ends on the next.
            To = WallClock.FirstInstant(zone, days[^1].Date.AddDays(2)),
        });
    }

    private void Audit(PlannedDoctor planned, List<DayChange> days)
    {
        int Count(DayChangeKind kind) => days.Count(d => d.Kind == kind);
        string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        db.Record(actor, now, "import", nameof(Doctor), IdOf(planned).ToString(), null, new
        {
            site = plan.Site.Value,
            isNew = planned.IsNew,
            returns = planned.Returns,
            created = Count(DayChangeKind.Created),
            changed = Count(DayChangeKind.Changed),
            removed = Count(DayChangeKind.Removed),
            from = Text(days.FirstOrDefault()?.Date),
            to = Text(days.LastOrDefault()?.Date),
        });
    }

    private DoctorId IdOf(PlannedDoctor planned) => planned.Id ?? doctors[planned].Id;
}
