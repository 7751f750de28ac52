using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>What whoever keeps the rosters does, over a test clinic.</summary>
internal static class RosterDesk
{
    /// <summary>The day after the clinic's own, a Wednesday.</summary>
    public static readonly DateOnly Tomorrow = new(2026, 12, 2);

    public static Task<Result<RosterPlan>> Plan(this TestClinic clinic, RosterChange change, int? seen = null) =>
        clinic.Get<PlanRosterChange>().Run(change, seen, TestClinic.Registrar, CancellationToken.None);

    public static Task<Result<CommittedPlan>> Commit(this TestClinic clinic, RosterOrder order) =>
        clinic.Get<CommitRosterPlan>().Run(order, TestClinic.Registrar, CancellationToken.None);

    /// <summary>Plans and commits as proposed.</summary>
    public static async Task<CommittedPlan> Save(this TestClinic clinic, RosterChange change)
    {
        var plan = await clinic.Plan(change);
        Assert.True(plan.Ok, Text(plan.Problem));
        var done = await clinic.Commit(plan.Value.Order());
        Assert.True(done.Ok, Text(done.Problem));
        return done.Value;
    }

    public static async Task<RosterPicture> Roster(this TestClinic clinic, DoctorId? doctor = null, DateOnly? month = null) =>
        (await clinic.Get<ReadRoster>().Run(doctor ?? clinic.Doctor, month ?? Tomorrow, TestClinic.Registrar, CancellationToken.None)).Value!;

    public static async Task<IReadOnlyList<DisplacedVisit>> Displaced(this TestClinic clinic) =>
        (await clinic.Get<ListDisplaced>().Run(TestClinic.Registrar, CancellationToken.None)).Value!;

    /// <summary>Books for somebody new each time; refused never.</summary>
    public static async Task<BookingId> Visit(this TestClinic clinic, DateTime start, int person, DoctorId? doctor = null)
    {
        var booked = await clinic.Book(clinic.Slot(start, doctor), Person(person));
        Assert.True(booked.Ok, $"{start:s} {Text(booked.Problem)}");
        return booked.Value!.Id;
    }

    public static Domain.Patients.ContactDetails Person(int number) => TestClinic.Person("Иванова", $"+7 900 {number / 10000:000}-{number / 100 % 100:00}-{number % 100:00}");

    public static LineDraft Line(this TestClinic clinic, string hours, RosterPattern? pattern = null, params RoomId[] rooms) => new()
    {
        Site = clinic.Site,
        Hours = WorkHours.Of(hours),
        Pattern = pattern ?? RosterPattern.OnWeekdays("1234567"),
        Rooms = rooms,
    };

    public static async Task<RoomId> AddRoom(this TestClinic clinic, string name)
    {
        var room = new Room { SiteId = clinic.Site, Name = name };
        await clinic.Change(db =>
        {
            db.Add(room);
            return Task.CompletedTask;
        });
        return room.Id;
    }

    public static async Task Specialise(this TestClinic clinic, string name, params DoctorId[] doctors)
    {
        var specialty = new Specialty { Name = new(name) };
        await clinic.Change(async db =>
        {
            db.Add(specialty);
            await db.SaveChangesAsync();
            db.AddRange(doctors.Select(d => new DoctorSpecialty { DoctorId = d, SpecialtyId = specialty.Id }));
        });
    }

    public static Task<Booking> Booking(this TestClinic clinic, BookingId id) => clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == id));

    /// <summary>Every booking but those excused has a shift and a room in order. Told by what the editor shows, without the help of what is under test.</summary>
    public static async Task AllStand(this TestClinic clinic, IReadOnlyCollection<DoctorId> doctors, IReadOnlySet<BookingId> excused)
    {
        var outages = await clinic.Read(db => db.Outages.ToListAsync());
        var shifts = new Dictionary<DoctorId, List<DayShift>>();
        foreach (var doctor in doctors)
        {
            shifts[doctor] = [];
            for (var month = 0; month < 4; month++)
            {
                shifts[doctor].AddRange((await clinic.Roster(doctor, Tomorrow.AddMonths(month))).Days.SelectMany(d => d.Shifts));
            }
        }

        foreach (var booking in (await clinic.Read(db => db.Bookings.ToListAsync())).Where(b => !excused.Contains(b.Id)))
        {
            Assert.Contains(shifts[booking.DoctorId], s =>
                s.Start.UtcDateTime <= booking.Start && booking.End <= s.End.UtcDateTime && (s.Rooms.Count == 0 || s.Rooms.Contains(booking.RoomId!.Value)));
            Assert.DoesNotContain(outages, o => booking.RoomId is { } room && o.ResourceId == ResourceId.Room(room) && o.From < booking.End && booking.Start < o.To);
        }
    }

    /// <summary>Every row that a change of rosters could have written.</summary>
    public static Task<string> Everything(this TestClinic clinic) => clinic.Read(async db => string.Join('\n', new[]
    {
        string.Join(';', (await db.RosterLines.OrderBy(l => l.Id).ToListAsync()).Select(l => $"{l.Id} {l.Pattern} {l.Hours} {l.Rooms} {l.ValidFrom:O} {l.ValidTo:O}")),
        string.Join(';', (await db.RosterExceptions.OrderBy(e => e.Id).ToListAsync()).Select(e => $"{e.Id} {e.Date:O} {e.Hours}")),
        string.Join(';', (await db.Absences.OrderBy(a => a.Id).ToListAsync()).Select(a => $"{a.Id} {a.From:O} {a.To:O}")),
        string.Join(';', (await db.Closures.OrderBy(c => c.Id).ToListAsync()).Select(c => $"{c.Id} {c.From:O} {c.To:O}")),
        string.Join(';', (await db.Outages.OrderBy(o => o.Id).ToListAsync()).Select(o => $"{o.Id} {o.From:O} {o.To:O}")),
        string.Join(';', (await db.Bookings.OrderBy(b => b.Code).ToListAsync()).Select(b => $"{b.Id} {b.Start:O} {b.DoctorId} {b.RoomId} {b.Version}")),
        string.Join(';', (await db.Doctors.OrderBy(d => d.Id).ToListAsync()).Select(d => $"{d.Id} {d.RosterVersion}")),
        $"{await db.Audit.CountAsync()} {await db.Changes.CountAsync()} {await db.DisplacedBookings.CountAsync()}",
    }));

    public static string Text(Domain.Problems.Problem? problem) => problem is null ? "" : $"{problem.Code}: {string.Join(", ", problem.Errors.Select(e => $"{e.Pointer} {e.Code}"))}";
}
