using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class ChangeBookingStatusTests
{
    [Theory, EveryDatabase]
    public async Task Arrived_in_progress_done_are_stamped_in_order(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        foreach (var status in new[] { BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done })
        {
            Assert.True((await Run(clinic, id, status, TestClinic.Registrar)).Ok);
            clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var booking = await clinic.Read(db => db.Bookings.SingleAsync());

        Assert.True(booking.ArrivedAt < booking.StartedAt && booking.StartedAt < booking.DoneAt);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task Every_transition_outside_the_table_is_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        var statuses = Enum.GetValues<BookingStatus>();
        foreach (var (from, to) in statuses.SelectMany(f => statuses.Select(t => (f, t))).Where(p => !p.f.IsCancelled() && !(p.f.CanBecome(p.t) && !p.t.IsCancelled())))
        {
            await clinic.Change(db => db.Bookings.ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, from)));
            Assert.Equal(ProblemCodes.WrongStatus, (await Run(clinic, id, to, TestClinic.Registrar)).Problem?.Code);
        }
    }

    [Fact]
    public async Task A_doctor_runs_own_visits_only_and_the_call_centre_none()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;

        Assert.Equal(ProblemCodes.Forbidden, (await Run(clinic, id, BookingStatus.Arrived, Actor.Of("b", [Roles.Doctor], other))).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await Run(clinic, id, BookingStatus.Arrived, Actor.Of("c", [Roles.CallCentre], null))).Problem?.Code);
        Assert.True((await Run(clinic, id, BookingStatus.Arrived, Actor.Of("a", [Roles.Doctor], clinic.Doctor))).Ok);
    }

    private static Task<Domain.Result<Booking>> Run(TestClinic clinic, BookingId id, BookingStatus to, Actor actor) =>
        clinic.Get<ChangeBookingStatus>().Run(id, to, null, actor, CancellationToken.None);
}
