using System.Data.Common;
using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Settings;
using Clinic.Tests.Audit;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A move, or the undo of one, whose first statement fails, then one whose second fails, and so on: each leaves everything as it was, until one comes through.</summary>
[Long]
public sealed class FailingMoveTests
{
    private const int Few = 5;
    private const int Many = 200;

    [Theory, EveryDatabase]
    public async Task A_visit_stays_where_it_was_wherever_its_move_fails(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", await clinic.AddRoom("102"), WorkHours.Of("09:00-15:00"));
        var visit = await clinic.Visit(TestClinic.Moscow(2, 10), 1);
        var failing = new Failing(clinic.Factory);
        var move = new MoveBooking(
            failing, clinic.Get<PlanVisit>(), clinic.Get<BookingTerms>(), clinic.Get<InstallationKeys>(), clinic.Get<TimetableCache>(), clinic.Clock);

        await Until(clinic, failing, async () => Assert.True(
            (await move.Run(BookingRef.Id(visit), clinic.Slot(TestClinic.Moscow(2, 11), other), null, TestClinic.Registrar, CancellationToken.None)).Ok));

        var moved = await clinic.Booking(visit);
        Assert.Equal((other, TestClinic.Moscow(2, 11)), (moved.DoctorId, moved.Start));
    }

    [Theory, EveryDatabase]
    public async Task So_do_all_visits_of_a_day_off_and_so_does_the_roster(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        BookingId[] visits = [await clinic.Visit(TestClinic.Moscow(2, 10), 1), await clinic.Visit(TestClinic.Moscow(2, 11), 2)];
        var order = (await clinic.Plan(new RosterChange.AddAbsence(clinic.Doctor, RosterDesk.Tomorrow, RosterDesk.Tomorrow, DayReason.Sick))).Value!.Order();
        var failing = new Failing(clinic.Factory);
        var commit = new CommitRosterPlan(failing, clinic.Get<TimetableCache>(), clinic.Clock);

        await Until(clinic, failing, async () => Assert.Equal(visits.Length, (await commit.Run(order, TestClinic.Registrar, CancellationToken.None)).Value?.Moved));
    }

    [Theory, EveryDatabase]
    public async Task So_does_all_of_a_day_off_wherever_taking_it_back_fails(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        BookingId[] visits = [await clinic.Visit(TestClinic.Moscow(2, 10), 1), await clinic.Visit(TestClinic.Moscow(2, 11), 2)];
        var batch = await clinic.Changed(clinic.Ill());
        var failing = new Failing(clinic.Factory);
        var undo = new UndoBatch(failing, clinic.Get<PlanVisit>(), clinic.Get<TimetableCache>(), clinic.Clock);

        await Until(clinic, failing, async () => Assert.Equal(visits.Length, (await undo.Run(batch, TestClinic.Registrar.Fresh(), CancellationToken.None)).Value));

        Assert.Equal(TestClinic.Moscow(2, 11), (await clinic.Booking(visits[1])).Start);
    }

    private static async Task Until(TestClinic clinic, Failing failing, Func<Task> act)
    {
        var before = await Everything(clinic);
        for (var failures = 0; ; failures++)
        {
            Assert.InRange(failures, 0, Many);
            failing.Left = failures;
            var error = await Record.ExceptionAsync(act);
            failing.Left = int.MaxValue;
            if (error is null)
            {
                Assert.InRange(failures, Few, Many);
                break;
            }

            Assert.IsType<FailureException>(error.GetBaseException());
            Assert.Equal(before, await Everything(clinic));
        }

        Assert.NotEqual(before, await Everything(clinic));
        await Invariants.Hold(clinic);
    }

    private static async Task<string> Everything(TestClinic clinic) =>
        $"{await clinic.Everything()}\n{string.Join('\n', (await clinic.Cells()).Select(c => $"{c.ResourceId} {c.Cell} {c.OwnerId}").Order(StringComparer.Ordinal))}";

    private sealed class FailureException() : Exception("The server has gone.");

    /// <summary>Contexts that let so many statements through and fail the next.</summary>
    private sealed class Failing(IDbContextFactory<ClinicDb> inner) : DbCommandInterceptor, IDbContextFactory<ClinicDb>
    {
        internal int Left { get; set; } = int.MaxValue;

        public ClinicDb CreateDbContext()
        {
            using var db = inner.CreateDbContext();
            return db switch
            {
                SqliteClinicDb => new SqliteClinicDb(Watched<SqliteClinicDb>(db)),
                PostgresClinicDb => new PostgresClinicDb(Watched<PostgresClinicDb>(db)),
                _ => new SqlServerClinicDb(Watched<SqlServerClinicDb>(db)),
            };
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Next(result));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Next(result));

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Next(result);

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Next(result);

        private DbContextOptions<T> Watched<T>(ClinicDb db)
            where T : ClinicDb => new DbContextOptionsBuilder<T>((DbContextOptions<T>)db.GetService<IDbContextOptions>()).AddInterceptors(this).Options;

        private T Next<T>(T result) => Left-- > 0 ? result : throw new FailureException();
    }
}
