using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Xunit;
using static Clinic.Tests.Rosters.Import.ImportDesk;

namespace Clinic.Tests.Rosters.Import;

public sealed class ApplyRosterImportTests
{
    [Theory, EveryDatabase]
    public async Task What_the_preview_showed_is_free_time_after_applying(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Petrov((2, "10-12"), (3, ""), (4, "19:00-20:00 к.101")));

        var plan = await clinic.Plan(workbook);

        Assert.Equal((0, 2, 1, 28), (plan.Count(DayChangeKind.Created), plan.Count(DayChangeKind.Changed), plan.Count(DayChangeKind.Removed), plan.Unchanged));
        Assert.Equal("09:00–13:00, 14:00–18:00, каб. 101 → 10:00–12:00, каб. 101", $"{plan.Days[0].Before.Describe(new("ru"))} → {plan.Days[0].After.Describe(new("ru"))}");
        Assert.Empty(await clinic.Exceptions());

        Assert.Null((await clinic.Apply(workbook, plan)).Refusal);

        Assert.Equal(["10:00", "10:30", "11:00", "11:30"], await clinic.FreeTimes(2));
        Assert.Empty(await clinic.FreeTimes(3));
        Assert.Equal(["19:00", "19:30"], await clinic.FreeTimes(4));
        Assert.Equal(16, (await clinic.FreeTimes(5)).Count);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Applying_twice_changes_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Petrov((2, "10-12"), (3, "О"), (4, "20-8")), Line("Новиков Н. Н.|Кардиолог|305|20", "9-12", (6, "")));
        await clinic.Import(workbook, CreateAll);
        var before = await clinic.Read(db => db.Changes.CountAsync());

        var again = await clinic.Plan(workbook, CreateAll);
        Assert.Null((await clinic.Apply(workbook, again, CreateAll)).Refusal);

        Assert.True(again.IsEmpty);
        Assert.Empty(again.Days);
        Assert.Empty(again.Problems);
        Assert.Equal(62, again.Unchanged);
        Assert.Equal(before, await clinic.Read(db => db.Changes.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Who_loses_the_shift_is_on_the_list_of_those_without_a_place_until_a_workbook_gives_it_back(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var early = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)))).Value!.Id;
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Сидорова", "+7 900 000-00-02"));
        var sick = (await clinic.Book(clinic.Slot(TestClinic.Moscow(3, 9)), TestClinic.Person("Козлова", "+7 900 000-00-03"))).Value!.Id;

        await clinic.Import(Month(Petrov((2, "10-12"), (3, "Б"))));
        Assert.Equal([(early, ProblemCodes.OutsideRoster), (sick, ProblemCodes.Absent)], await Displaced());

        await clinic.Import(Month(Petrov((3, "8-10"))));
        Assert.Empty(await Displaced());

        await clinic.Import(Month(Petrov((3, ""))));
        Assert.Equal([(sick, ProblemCodes.OutsideRoster)], await Displaced());

        // What a closure or a room has done no workbook undoes, neither on a day whose shift it gives back nor on one that has it all along.
        await clinic.Change(db => db.DisplacedBookings.Where(d => d.BookingId == sick).ExecuteUpdateAsync(s => s.SetProperty(d => d.Reason, ProblemCodes.ClosedDay)));
        await clinic.Import(Month(Petrov((3, "8-10"))));
        await clinic.Import(Month(Petrov((3, "8-11"))));
        Assert.Equal([(sick, ProblemCodes.ClosedDay)], await Displaced());
        await Invariants.Hold(clinic);

        async Task<IEnumerable<(Domain.BookingId, string)>> Displaced() =>
            (await clinic.Get<Domain.Bookings.ListDisplaced>().Run(TestClinic.Registrar, CancellationToken.None)).Value!.Select(v => (v.Booking, v.Reason));
    }

    [Theory, EveryDatabase]
    public async Task A_day_that_the_lines_alone_describe_needs_no_exception(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Import(Month(Petrov((2, "10-12"), (3, "Б"))));
        Assert.Equal(2, (await clinic.Exceptions()).Count);

        var plan = await clinic.Import(Month(Petrov()));

        Assert.Equal(2, plan.Changes.Count());
        Assert.Empty(await clinic.Exceptions());
    }

    [Theory, EveryDatabase]
    public async Task What_has_changed_since_the_preview_refuses_it_and_shows_a_new_one(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Petrov((2, "10-12")));
        var seen = await clinic.Plan(workbook);
        await clinic.Import(Month(Petrov((2, "11-12"))));

        var answer = await clinic.Apply(workbook, seen);

        Assert.Equal(ProblemCodes.VersionMismatch, answer.Refusal?.Code);
        Assert.Equal("11:00–12:00, room 101", answer.Plan!.Days.Single().Before.Describe(new("en")));
        Assert.Equal(["11:00", "11:30"], await clinic.FreeTimes(2));
        Assert.Null((await clinic.Apply(workbook, answer.Plan)).Refusal);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_apply_the_same_preview_at_once_one_succeeds(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Line("Новиков Н. Н.|Кардиолог|305|20", "9-12"));
        var plan = await clinic.Plan(workbook, CreateAll);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => clinic.Apply(workbook, plan, CreateAll))));

        Assert.Single(answers, a => a.Refusal is null);
        Assert.All(answers.Where(a => a.Refusal is not null), a => Assert.Equal(ProblemCodes.VersionMismatch, a.Refusal!.Code));
        Assert.Equal(31, (await clinic.Exceptions()).Count);
        Assert.Equal(1, await clinic.Read(db => db.Doctors.CountAsync(d => d.Family == "Новиков")));
    }

    [Theory, EveryDatabase]
    public async Task A_faulty_cell_refuses_all_or_is_left_as_it_was(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Petrov((2, "10-12"), (3, "с утра")));
        var plan = await clinic.Plan(workbook);
        Assert.Equal((true, 1), (plan.HasErrors, plan.Faulty));

        var all = await clinic.Apply(workbook, plan);
        Assert.Equal(ProblemCodes.Invalid, all.Refusal?.Code);
        Assert.Empty(await clinic.Exceptions());

        var rest = await clinic.Apply(workbook, plan, mode: RosterImportMode.WithoutFaultyCells);
        Assert.Null(rest.Refusal);
        Assert.Equal(4, (await clinic.FreeTimes(2)).Count);
        Assert.Equal(16, (await clinic.FreeTimes(3)).Count);
    }

    [Theory, EveryDatabase]
    public async Task Dates_that_have_passed_stay_as_they_were(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider, clock: new(new(2026, 12, 9, 22, 0, 0, TimeSpan.Zero)));
        var plan = await clinic.Import(Month(Petrov((2, "10-12"), (9, ""), (12, "10-12"))));

        Assert.Equal([2, 9], plan.Days.Where(d => d.Kind == DayChangeKind.Past).Select(d => d.Date.Day));
        Assert.Equal([12], plan.Changes.Select(d => d.Date.Day));
        Assert.Equal(new DateOnly(2026, 12, 12), Assert.Single(await clinic.Exceptions()).Date);
    }

    [Theory, EveryDatabase]
    public async Task A_crash_in_the_middle_leaves_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Petrov((2, "10-12")), Line("Новиков Н. Н.|Кардиолог|305|20", "9-12"));
        var plan = await clinic.Plan(workbook, CreateAll);
        for (var save = 1; save <= 3; save++)
        {
            var faulty = new ApplyRosterImport(new CrashingFactory(clinic.Factory, save), clinic.Clock);
            await Assert.ThrowsAsync<IOException>(() => faulty.Run(
                new(workbook, clinic.Site, CreateAll, plan.Fingerprint, RosterImportMode.AllOrNothing), TestClinic.Registrar, CancellationToken.None));
        }

        Assert.Equal(1, await clinic.Read(db => db.Doctors.CountAsync()));
        Assert.Equal(1, await clinic.Read(db => db.Rooms.CountAsync()));
        Assert.Equal(0, await clinic.Read(db => db.Specialties.CountAsync()));
        Assert.Empty(await clinic.Exceptions());
        Assert.Equal(0, await clinic.Read(db => db.Audit.CountAsync()));
        Assert.Equal(plan.Fingerprint, (await clinic.Plan(workbook, CreateAll)).Fingerprint);
    }

    [Theory, EveryDatabase]
    public async Task Each_doctor_gets_an_audit_entry_and_a_change(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Import(Month(Petrov((2, "10-12"), (5, ""))));

        var audit = Assert.Single(await clinic.Read(db => db.Audit.ToListAsync()));
        Assert.Equal(("import", "Doctor", clinic.Doctor.ToString(), "registrar"), (audit.Action, audit.Entity, audit.EntityId, audit.Actor));
        Assert.Contains("\"changed\":1,\"removed\":1,\"from\":\"2026-12-02\",\"to\":\"2026-12-05\"", audit.After);
        var change = Assert.Single(await clinic.Read(db => db.Changes.ToListAsync()));
        Assert.Equal((ChangeKind.Roster, clinic.Doctor), (change.Kind, change.DoctorId));
        Assert.Equal((TestClinic.Moscow(2, 0), TestClinic.Moscow(7, 0)), (change.From!.Value, change.To!.Value));
    }

    [Fact]
    public async Task Only_who_manages_rosters_may_look_or_apply()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var workbook = Month(Petrov((2, "10-12")));
        var plan = await clinic.Plan(workbook);
        var caller = Actor.Of("caller", [Roles.CallCentre], null);

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Apply(workbook, plan, actor: caller)).Refusal?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<PlanRosterImport>().Run(workbook, clinic.Site, RosterImportDecisions.None, caller, CancellationToken.None)).Problem?.Code);
        Assert.Empty(await clinic.Exceptions());
    }

    [Fact]
    public async Task A_file_that_is_no_roster_cannot_be_applied_in_any_way()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var workbook = RosterWorkbook.Read(new MemoryStream([1, 2, 3]), "photo.xlsx");
        var plan = await clinic.Plan(workbook);

        Assert.Null(plan.Dates);
        Assert.Equal(ProblemCodes.Invalid, (await clinic.Apply(workbook, plan, mode: RosterImportMode.WithoutFaultyCells)).Refusal?.Code);
    }

    private sealed class CrashingFactory(IDbContextFactory<ClinicDb> inner, int save) : SaveChangesInterceptor, IDbContextFactory<ClinicDb>
    {
        private int count;

        public ClinicDb CreateDbContext()
        {
            using var db = inner.CreateDbContext();
            var options = db.GetService<IDbContextOptions>();
            return db switch
            {
                PostgresClinicDb => new PostgresClinicDb(new DbContextOptionsBuilder<PostgresClinicDb>((DbContextOptions<PostgresClinicDb>)options).AddInterceptors(this).Options),
                SqlServerClinicDb => new SqlServerClinicDb(new DbContextOptionsBuilder<SqlServerClinicDb>((DbContextOptions<SqlServerClinicDb>)options).AddInterceptors(this).Options),
                _ => new SqliteClinicDb(new DbContextOptionsBuilder<SqliteClinicDb>((DbContextOptions<SqliteClinicDb>)options).AddInterceptors(this).Options),
            };
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            ++count == save ? throw new IOException("The power went out.") : ValueTask.FromResult(result);
    }
}
