using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>A doctor is ill: every visit gets a new place or stands on the list, none is lost.</summary>
public sealed class IllDoctorTests
{
    private static readonly DateOnly Tomorrow = RosterDesk.Tomorrow;

    [Theory, EveryDatabase]
    public async Task Eighteen_visits_of_tomorrow_go_to_the_colleague_as_far_as_there_is_room_and_the_rest_are_listed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (ill, colleague) = await TwoPaediatricians(clinic);
        var visits = await FullDay(clinic, ill);

        var plan = (await clinic.Plan(new RosterChange.AddAbsence(ill, Tomorrow.AddDays(-1), new(2027, 3, 1), DayReason.Sick))).Value!;

        Assert.Equal(visits, plan.Visits.Select(v => v.Booking));
        Assert.All(plan.Visits, v => Assert.Equal(ProblemCodes.Absent, v.Reason));
        Assert.Equal(10, plan.Visits.Count(v => v.Proposal is { Kind: PlaceKind.Colleague } place && place.Slot.DoctorId == colleague));
        Assert.Equal(8, plan.Visits.Count(v => v.Proposal is null));
        Assert.Equal(10, plan.Visits.Select(v => v.Proposal?.Slot).OfType<Domain.Availability.SlotId>().Distinct().Count());
        Assert.True(plan.FreeAfter < plan.FreeBefore);
        Assert.Empty(await clinic.Displaced());

        var done = await clinic.Commit(plan.Order());

        Assert.True(done.Ok, RosterDesk.Text(done.Problem));
        Assert.Equal((10, 0, 8), (done.Value!.Moved, done.Value.Kept, done.Value.Displaced));
        Assert.Equal(18, await clinic.Read(db => db.Bookings.CountAsync(b => b.Status == BookingStatus.Booked)));
        Assert.Equal(10, await clinic.Read(db => db.Bookings.CountAsync(b => b.DoctorId == colleague)));
        var listed = await clinic.Displaced();
        Assert.Equal(plan.Visits.Where(v => v.Proposal is null).Select(v => v.Booking), listed.Select(d => d.Booking));
        Assert.All(listed, d => Assert.Equal(("Ветров", "Иванова", ProblemCodes.Absent, "registrar"), (d.Doctor.Family, d.Patient!.Family, d.Reason, d.By)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_same_doctor_another_day_is_nearer_than_a_colleague(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (ill, _) = await TwoPaediatricians(clinic);
        await FullDay(clinic, ill);

        var done = await clinic.Save(new RosterChange.AddAbsence(ill, Tomorrow, Tomorrow, DayReason.Sick));

        Assert.Equal((18, 0, 0), (done.Moved, done.Kept, done.Displaced));
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(ill, b.DoctorId));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync(b => b.Start >= TestClinic.Moscow(2, 0) && b.Start < TestClinic.Moscow(3, 0))));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_plan_is_refused_whole_when_a_place_was_taken_meanwhile(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (ill, colleague) = await TwoPaediatricians(clinic);
        await FullDay(clinic, ill);
        var plan = (await clinic.Plan(new RosterChange.AddAbsence(ill, Tomorrow.AddDays(-1), new(2027, 3, 1), DayReason.Sick))).Value!;
        var lost = plan.Visits.First(v => v.Proposal is not null);
        await clinic.Visit(lost.Proposal!.Slot.Start, 99, colleague);
        var before = await clinic.Everything();

        var refused = await clinic.Commit(plan.Order());

        Assert.Equal((ProblemCodes.SlotTaken, $"/visits/{lost.Booking}"), (refused.Problem!.Code, Assert.Single(refused.Problem.Errors).Pointer));
        Assert.Equal(before, await clinic.Everything());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_plan_is_refused_whole_when_a_visit_came_or_went_meanwhile(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visit = await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;
        var late = await clinic.Visit(TestClinic.Moscow(2, 12), 2);

        var refused = await clinic.Commit(plan.Order());
        Assert.Equal((ProblemCodes.VersionMismatch, $"/visits/{late}"), (refused.Problem!.Code, Assert.Single(refused.Problem.Errors).Pointer));

        await clinic.Get<CancelBooking>().Run(BookingRef.Id(late), null, true, TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.Confirmed, null, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Commit(plan.Order())).Problem?.Code);
        Assert.Empty(await clinic.Read(db => db.Absences.ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_changes_made_from_one_page_the_second_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var seen = (await clinic.Roster()).RosterVersion;
        var first = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Trip), seen)).Value!;
        var second = (await clinic.Plan(new RosterChange.SetLines(clinic.Doctor, Tomorrow, [clinic.Line("10:00-14:00")]), seen)).Value!;

        var results = await Task.WhenAll(new[] { first, second }.Select(p => Task.Run(() => clinic.Commit(p.Order()))));

        Assert.Equal(ProblemCodes.VersionMismatch, Assert.Single(results, r => !r.Ok).Problem?.Code);
        Assert.Equal(seen + 1, (await clinic.Roster()).RosterVersion);
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Plan(new RosterChange.EndLine(clinic.Doctor, 1, Tomorrow), seen)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task Who_has_arrived_is_never_touched_and_who_is_kept_stays_unlisted(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var arrived = await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        var kept = await clinic.Visit(TestClinic.Moscow(2, 11), 2);
        await clinic.Get<ChangeBookingStatus>().Run(arrived, BookingStatus.Arrived, null, TestClinic.Registrar, CancellationToken.None);

        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;
        var visit = Assert.Single(plan.Visits);
        Assert.Equal(kept, visit.Booking);
        var done = await clinic.Commit(plan.Order() with { Choices = [visit.Keep()] });

        Assert.Equal((0, 1, 0), (done.Value!.Moved, done.Value.Kept, done.Value.Displaced));
        Assert.Empty(await clinic.Displaced());
        Assert.Equal(TestClinic.Moscow(2, 11), (await clinic.Booking(kept)).Start);
        Assert.Equal("keep", await clinic.Read(db => db.Audit.Where(a => a.EntityId == kept.ToString()).OrderByDescending(a => a.Id).Select(a => a.Action).FirstAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_listed_visit_leaves_the_list_when_it_is_moved_or_cancelled_or_the_doctor_is_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visits = new List<BookingId>();
        for (var i = 0; i < 4; i++)
        {
            visits.Add(await clinic.Visit(TestClinic.Moscow(2, 9 + i), i));
        }

        var plan = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick))).Value!;
        await clinic.Commit(plan.Order() with { Choices = [.. plan.Visits.Select(v => v.Displace())] });
        Assert.Equal(visits, (await clinic.Displaced()).Select(d => d.Booking));

        await clinic.Get<MoveBooking>().Run(BookingRef.Id(visits[0]), clinic.Slot(TestClinic.Moscow(3, 9)), null, TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<CancelBooking>().Run(BookingRef.Id(visits[1]), null, true, TestClinic.Registrar, CancellationToken.None);
        Assert.Equal(visits[2..], (await clinic.Displaced()).Select(d => d.Booking));

        var absence = Assert.Single((await clinic.Roster()).Absences);
        await clinic.Save(new RosterChange.RemoveAbsence(clinic.Doctor, absence.Id));
        Assert.Empty(await clinic.Displaced());
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Every_change_and_every_move_leaves_its_traces(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var visit = await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        var known = await clinic.Read(db => db.Changes.CountAsync());

        await clinic.Save(new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick));

        var entries = await clinic.Read(db => db.Audit.OrderBy(a => a.Id).Where(a => a.Action != "book").ToListAsync());
        Assert.Equal(["roster", "move"], entries.Select(e => e.Action).Order().Reverse());
        Assert.Contains("\"reason\":\"Sick\"", entries.Single(e => e.Action == "roster").After, StringComparison.Ordinal);
        Assert.Equal(visit.ToString(), entries.Single(e => e.Action == "move").EntityId);
        var changes = (await clinic.Read(db => db.Changes.OrderBy(c => c.Seq).ToListAsync()))[known..];
        var roster = Assert.Single(changes, c => c.Kind == ChangeKind.Roster);
        Assert.Equal(clinic.Doctor, roster.DoctorId);
        Assert.True(roster.From <= TestClinic.Moscow(2, 0) && roster.To >= TestClinic.Moscow(3, 0));
        Assert.Equal(2, changes.Count(c => c.Kind == ChangeKind.Booking && c.BookingId == visit));
    }

    [Fact]
    public async Task The_new_place_never_collides_with_another_visit_of_the_same_patient()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Громов", null, WorkHours.Of("09:00-18:00"));
        await clinic.Specialise("Хирург", other);
        await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        await clinic.Visit(TestClinic.Moscow(2, 12), 1, other);
        await clinic.Visit(TestClinic.Moscow(2, 12, 30), 1, other);

        // The doctor works on at noon alone, when the patient is with the other one.
        var plan = (await clinic.Plan(new RosterChange.AddException(clinic.Doctor, clinic.Site, Tomorrow, DayReason.Hours, [new() { Hours = WorkHours.Of("12:00-13:00,17:00-17:30") }]))).Value!;

        Assert.Equal(TestClinic.Moscow(2, 17), Assert.Single(plan.Visits).Proposal!.Slot.Start);
    }

    [Fact]
    public async Task Only_who_keeps_rosters_may_plan_and_commit_and_only_who_books_sees_the_list()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var change = new RosterChange.AddAbsence(clinic.Doctor, Tomorrow, Tomorrow, DayReason.Sick);
        foreach (var actor in new[] { Actor.Stranger, Actor.Of("doctor", [Roles.Doctor], clinic.Doctor), Actor.Of("call", [Roles.CallCentre], null) })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<PlanRosterChange>().Run(change, null, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<CommitRosterPlan>().Run(new(change, 0, []), actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<PreviewRoster>().Run(change, Tomorrow, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ReadRoster>().Run(clinic.Doctor, Tomorrow, actor, CancellationToken.None)).Problem?.Code);
            Assert.Equal(actor.Can(Rights.BookForAnyone), (await clinic.Get<ListDisplaced>().Run(actor, CancellationToken.None)).Ok);
        }
    }

    private static async Task<(DoctorId Ill, DoctorId Colleague)> TwoPaediatricians(TestClinic clinic)
    {
        var ill = await clinic.AddDoctor("Ветров", null, WorkHours.Of("09:00-18:00"));
        var colleague = await clinic.AddDoctor("Громов", null, WorkHours.Of("13:00-18:00"), RosterPattern.Rotating(Tomorrow, 1, 99));
        await clinic.Specialise("Педиатр", ill, colleague);
        return (ill, colleague);
    }

    private static async Task<List<BookingId>> FullDay(TestClinic clinic, DoctorId doctor)
    {
        var visits = new List<BookingId>();
        for (var i = 0; i < 18; i++)
        {
            visits.Add(await clinic.Visit(TestClinic.Moscow(2, 9).AddMinutes(30 * i), i, doctor));
        }

        return visits;
    }
}
