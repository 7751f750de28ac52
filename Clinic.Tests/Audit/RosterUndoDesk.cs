using Clinic.Domain;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

/// <summary>Changes of rosters that hit visits, and a picture of all that they may change.</summary>
internal static class RosterUndoDesk
{
    /// <summary>Five visits of tomorrow, and a colleague to whom they can go.</summary>
    internal static async Task<(DoctorId Colleague, List<BookingId> Visits)> Tomorrow(this TestClinic clinic)
    {
        var colleague = await clinic.AddDoctor("Сидоров", await clinic.AddRoom("102"), WorkHours.Of("09:00-18:00"));
        await clinic.Specialise("Терапия", clinic.Doctor, colleague);
        var visits = new List<BookingId>();
        foreach (var (hour, minute) in new[] { (9, 0), (9, 30), (10, 0), (15, 0), (16, 30) })
        {
            visits.Add(await clinic.Visit(TestClinic.Moscow(2, hour, minute), visits.Count + 1));
        }

        return (colleague, visits);
    }

    /// <summary>Saves a change: of the visits it hits, the third goes to the list of those without a place, the fourth is kept, the others move.</summary>
    internal static async Task<Guid> Changed(this TestClinic clinic, RosterChange change)
    {
        var (plan, actor) = (await clinic.Plan(change), TestClinic.Registrar.Fresh());
        Assert.True(plan.Ok, RosterDesk.Text(plan.Problem));
        var choices = plan.Value.Visits.Select((v, i) => i == 2 ? v.Displace() : i == 3 ? v.Keep() : v.MoveTo(v.Proposal!.Slot, v.Proposal.Room));
        var done = await clinic.Get<CommitRosterPlan>().Run(plan.Value.Order() with { Choices = [.. choices] }, actor, CancellationToken.None);
        Assert.True(done.Ok, RosterDesk.Text(done.Problem));
        Assert.Equal(actor.Batch, done.Value.Batch);
        return done.Value.Batch!.Value;
    }

    internal static RosterChange.AddAbsence Ill(this TestClinic clinic, int days = 1) =>
        new(clinic.Doctor, RosterDesk.Tomorrow, RosterDesk.Tomorrow.AddDays(days - 1), DayReason.Sick);

    internal static RosterChange.AddException Hours(this TestClinic clinic, string hours, DateOnly? date = null) =>
        new(clinic.Doctor, clinic.Site, date ?? RosterDesk.Tomorrow, DayReason.Hours, [new() { Hours = WorkHours.Of(hours), Rooms = [clinic.Room], Access = AccessRules.Parse("opens widget opens=14d@08:00") }]);

    internal static RosterChange.SetLines Lines(this TestClinic clinic, string hours) =>
        new(clinic.Doctor, RosterDesk.Tomorrow, [clinic.Line(hours, RosterPattern.OnEvenDates(), clinic.Room)]);

    /// <summary>Rosters, bookings, cells, the list of those without a place and what is free, of which this program and another over the same database think alike.</summary>
    internal static async Task<string> Picture(this TestClinic clinic, TestClinic elsewhere)
    {
        // The other learns through the change log, which waits for whoever else writes on the same server.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string free;
        while ((free = await Free(clinic)) != await Free(elsewhere))
        {
            await Task.Delay(20, patience.Token);
        }

        return $"{await clinic.Stored()}\n{free}";
    }

    private static async Task<string> Free(TestClinic clinic) =>
        string.Join(' ', (await clinic.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(12, 0))).Select(s => $"{s.Id} {s.RoomId}"));

    /// <summary>Rosters, bookings, cells and the list of those without a place; no numbers of rows nor versions.</summary>
    internal static async Task<string> Stored(this TestClinic clinic)
    {
        var rows = await clinic.Read(async db => new List<string>
        {
            Sorted((await db.RosterLines.ToListAsync()).Select(l => $"{l.DoctorId} {l.SiteId} {l.Rooms} {l.VisitTypes} {l.Access} {l.Pattern} {l.Hours} {l.MinutesPerVisit} {l.ValidFrom:O} {l.ValidTo:O}")),
            Sorted((await db.RosterExceptions.ToListAsync()).Select(e => $"{e.DoctorId} {e.SiteId} {e.Date:O} {e.Hours} {e.Rooms} {e.VisitTypes} {e.Access} {e.MinutesPerVisit} {e.Reason}")),
            Sorted((await db.Absences.ToListAsync()).Select(a => $"{a.DoctorId} {a.From:O} {a.To:O} {a.Reason}")),
            Sorted((await db.Closures.ToListAsync()).Select(c => $"{c.SiteId} {c.From:O} {c.To:O} {c.Reason}")),
            Sorted((await db.Outages.ToListAsync()).Select(o => $"{o.ResourceId} {o.From:O} {o.To:O} {o.Reason}")),
            Sorted((await db.DisplacedBookings.Where(d => d.ResolvedAt == null).ToListAsync()).Select(d => $"{d.BookingId} {d.Reason}")),
        });
        foreach (var id in await clinic.Read(db => db.Bookings.OrderBy(b => b.Code).Select(b => b.Id).ToListAsync()))
        {
            rows.Add($"{id} {await clinic.Row(id)} {string.Join(',', await clinic.Owned(id))}");
        }

        return string.Join('\n', rows);

        static string Sorted(IEnumerable<string> texts) => string.Join(';', texts.Order(StringComparer.Ordinal));
    }
}
