using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Reports;

public sealed class WaitingReportTests
{
    private static readonly DateOnly First = new(2026, 12, 1);

    [Theory, EveryDatabase]
    public async Task A_report_equals_the_stamps_doctor_by_doctor(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Ильин", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, called: 0, begun: 2, done: 27);
        await clinic.Visit(TestClinic.Moscow(1, 10), clinic.Doctor, arrived: -5, begun: 15, done: 35);
        await clinic.Visit(TestClinic.Moscow(2, 10), clinic.Doctor, arrived: 8, called: 48, begun: 50, done: 70);
        await clinic.Visit(TestClinic.Moscow(2, 11), clinic.Doctor, arrived: -3);
        await clinic.Visit(TestClinic.Moscow(2, 11), other, arrived: -4, called: -3, begun: -2);

        // Who has not come and whose visit was cancelled are no part of it.
        Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 15)))).Ok);
        var cancelled = await clinic.Visit(TestClinic.Moscow(2, 16), clinic.Doctor, arrived: -40);
        await clinic.Write(db => db.Bookings.Where(b => b.Id == cancelled).ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.CancelledByPatient)));

        var report = await clinic.Report(new() { From = First, To = First.AddDays(1) });

        Assert.Equal(["Ильин", "Петров"], report.Doctors.Select(d => d.Name.Family));
        Assert.Equal(new(1, 1, Both(1), Both(-2), null, 0, 0), report.Doctors[0].Times);
        Assert.Equal(new(4, 3, new(Minutes(20), Minutes(36)), new(Minutes(15), Minutes(36.6)), new(Minutes(20), Minutes(24)), 2, 1), report.Doctors[1].Times);
        Assert.Equal((5, 4, 1, 0.5), (report.All.Came, report.All.Begun, report.All.NotBegun, report.All.QuarterShare!.Value));
        Assert.Empty(report.Visits);

        var one = await clinic.Report(new() { From = First, To = First.AddDays(1), Doctor = clinic.Doctor });
        Assert.Equal((report.Doctors[1].Times, "Петров"), (one.All, one.Doctor!.Name.Family));
        var stored = await clinic.Read(db => db.Bookings.Where(b => b.DoctorId == clinic.Doctor && b.ArrivedAt != null && b.Id != cancelled).OrderBy(b => b.Start).ToListAsync());
        Assert.Equal(stored.Select(b => new WaitingTime(b.Id, b.DoctorId, b.Start, b.ArrivedAt!.Value, b.CalledAt, b.StartedAt, b.DoneAt)), one.Visits);
        Assert.Equal(one.All, WaitingSummary.Of(one.Visits));
    }

    [Theory, EveryDatabase]
    public async Task A_report_is_of_a_site_a_specialty_and_days_of_the_sites_clock(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (east, surgery) = (new Site { Name = new("Восток"), TimeZone = "Asia/Kamchatka" }, new Specialty { Name = new("Хирургия") });
        await clinic.Change(async db =>
        {
            db.AddRange(east, surgery);
            await db.SaveChangesAsync();
        });
        var far = await clinic.AddDoctor("Ильин", null, WorkHours.Of("09:00-18:00"), site: east.Id);
        var surgeon = await clinic.AddDoctor("Ёлкин", null, WorkHours.Of("09:00-18:00"));
        await clinic.Change(db =>
        {
            db.Add(new DoctorSpecialty { DoctorId = surgeon, SpecialtyId = surgery.Id });
            return Task.CompletedTask;
        });

        // Ten in the morning of the second on Kamchatka is one in the night in Moscow, and the first in London.
        await clinic.Visit(new(2026, 12, 1, 22, 0, 0, DateTimeKind.Utc), far, arrived: -4, begun: 0);
        await clinic.Visit(TestClinic.Moscow(2, 12), clinic.Doctor, arrived: -4, begun: 0);
        await clinic.Visit(TestClinic.Moscow(2, 12), surgeon, arrived: -4, begun: 0);

        Assert.Equal([surgeon, clinic.Doctor], await Of(new()));
        Assert.Equal([far], await Of(new() { Site = east.Id }));
        Assert.Equal([], await Of(new() { Site = east.Id }, day: -1));
        Assert.Equal([surgeon], await Of(new() { Specialty = surgery.Id }));
        Assert.Equal([], await Of(new() { Specialty = surgery.Id, Site = east.Id }));

        // Doctors see the own visits wherever they were.
        var own = await clinic.Report(new() { From = First.AddDays(1) }, Actor.Of("far", [Roles.Doctor], far));
        Assert.Equal((1, far, null), (own.All.Came, own.Doctor!.Id, own.Site));
        Assert.Equal(new DateTime(2026, 12, 2, 10, 0, 0), own.Local(own.Visits.Single().Start));

        async Task<IEnumerable<DoctorId>> Of(WaitingWish wish, int day = 0) => (await clinic.Report(wish with { From = First.AddDays(1 + day) })).Doctors.Select(d => d.Doctor);
    }

    [Fact]
    public async Task A_period_nobody_named_is_this_week_and_nobody_has_come_yet()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var report = await clinic.Report(new());

        Assert.Equal((new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 6), First), (report.From, report.To, report.Today));
        Assert.Equal(WaitingSummary.Of([]), report.All);
        Assert.Empty(report.Doctors);
    }

    [Theory]
    [InlineData("2026-09-01", "2026-12-01", null, null)]
    [InlineData("2026-08-31", "2026-12-01", "/to", ProblemCodes.PeriodTooLong)]
    [InlineData("2026-12-02", "2026-12-01", "/to", ProblemCodes.EndsBeforeStart)]
    [InlineData("0001-01-01", "0001-01-02", "/from", ProblemCodes.BadDate)]
    [InlineData("2026-12-02", "9999-12-31", "/to", ProblemCodes.BadDate)]
    public async Task A_period_that_cannot_be_is_refused_in_words(string from, string to, string? pointer, string? code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var report = await clinic.Get<ReadWaitingReport>().Run(new() { From = DateOnly.Parse(from, null), To = DateOnly.Parse(to, null) }, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal((pointer, code), (report.Problem?.Errors.Single().Pointer, report.Problem?.Errors.Single().Code));
        Assert.All(LocalText.Languages, l => Assert.Contains($"{ReadWaitingReport.MostDays}", Problem.Text(ProblemCodes.PeriodTooLong, CultureInfo.GetCultureInfo(l)), StringComparison.Ordinal));
        Assert.Equal(ProblemCodes.NotFound, (await clinic.Get<ReadWaitingReport>().Run(new() { Doctor = new(4711) }, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
    }

    [Fact]
    public async Task A_report_takes_the_same_number_of_queries_however_much_is_in_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var empty = await Queries(clinic);
        for (var hour = 9; hour < 13; hour++)
        {
            await clinic.Visit(TestClinic.Moscow(1, hour), clinic.Doctor, arrived: -4, begun: 0);
            await clinic.Visit(TestClinic.Moscow(2, hour), await clinic.AddDoctor($"Врач{hour}", null, WorkHours.Of("09:00-18:00")), arrived: -4, begun: 0);
        }

        Assert.Equal(empty, await Queries(clinic));
        Assert.InRange(empty, 1, 3);
    }

    private static Spread Both(int minutes) => new(Minutes(minutes), Minutes(minutes));

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static async Task<int> Queries(TestClinic clinic)
    {
        var counter = new QueryCounter(clinic.Database.ConnectionString);
        Assert.True((await new ReadWaitingReport(counter, new(counter), clinic.Clock).Run(new(), TestClinic.Registrar, CancellationToken.None)).Ok);
        return counter.Count;
    }
}
