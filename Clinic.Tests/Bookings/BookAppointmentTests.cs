using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class BookAppointmentTests
{
    [Theory, EveryDatabase]
    public async Task Books_a_free_slot_and_takes_it_off_the_list(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var free = await clinic.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0));

        var result = await clinic.Book(free[0].Id);

        Assert.True(result.Ok, result.Problem?.Code);
        Assert.Equal(16, free.Count);
        var after = await clinic.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0));
        Assert.Equal(free.Skip(1), after);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Of_fifty_who_want_one_slot_one_gets_it_and_the_others_hear_three_alternatives(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var slot = clinic.Slot(TestClinic.Moscow(2, 10));

        var results = await Task.WhenAll(Enumerable.Range(10, 50).Select(i => Task.Run(() => clinic.Book(slot, TestClinic.Person(phone: $"+7 900 000-00-{i}")))));

        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r =>
        {
            Assert.Equal(ProblemCodes.SlotTaken, r.Problem!.Code);
            Assert.Equal(3, r.Problem.Alternatives.Count);
        });
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Overlapping_starts_of_different_lengths_never_both_stand(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var starts = Enumerable.Range(0, 24).Select(i => clinic.Slot(TestClinic.Moscow(2, 9).AddMinutes(5 * i))).ToList();

        await Task.WhenAll(starts.Select((s, i) => Task.Run(() => clinic.Book(s, TestClinic.Person(phone: $"+7 900 000-01-{i + 10}")))));

        var stood = await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).ToListAsync());
        Assert.NotEmpty(stood);
        Assert.All(stood.Zip(stood.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_repeated_request_answers_the_same_and_books_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var slot = clinic.Slot(TestClinic.Moscow(2, 10));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => clinic.Book(slot, key: "same"))));

        Assert.All(results, r => Assert.True(r.Ok, r.Problem?.Code));
        Assert.Single(results.Select(r => r.Value).Distinct());
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Another_body_under_the_same_key_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), key: "same");

        var other = await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 11)), key: "same");

        Assert.Equal(ProblemCodes.IdempotencyMismatch, other.Problem?.Code);
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task One_patient_cannot_be_with_two_doctors_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var second = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));

        var overlapping = await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10, 15), second));
        var child = await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10, 15), second), TestClinic.Person(given: "Алёша", born: new(2018, 5, 5)));

        Assert.Equal(ProblemCodes.PatientOverlap, overlapping.Problem?.Code);
        Assert.True(child.Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_doctors_cannot_use_one_room_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var second = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("09:00-18:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));

        var inTheWay = await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), second), TestClinic.Person(phone: "+7 900 000-00-09"));

        Assert.Equal(ProblemCodes.RoomBusy, inTheWay.Problem?.Code);
        Assert.DoesNotContain(await clinic.Slots(TestClinic.Moscow(2, 10), TestClinic.Moscow(2, 10, 30), second), s => s.Range.Start == TestClinic.Moscow(2, 10));
    }

    [Theory, EveryDatabase]
    public async Task Booking_audit_change_and_key_commit_together_or_not_at_all(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), key: "first");
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person(phone: "+7 900 000-00-02"), key: "second");

        Assert.Equal((1, 1, 1, 1, 1, 1), await clinic.Read(async db => (
            await db.Bookings.CountAsync(), await db.Contacts.CountAsync(), await db.Consents.CountAsync(),
            await db.Audit.CountAsync(), await db.Changes.CountAsync(c => c.Kind == ChangeKind.Booking), await db.IdempotencyKeys.CountAsync())));
    }

    [Theory]
    [InlineData(1, 8, 30, ProblemCodes.LeadTime)]
    [InlineData(1, 7, 30, ProblemCodes.Past)]
    [InlineData(2, 13, 0, ProblemCodes.OutsideRoster)]
    [InlineData(2, 12, 45, ProblemCodes.TooShort)]
    [InlineData(2, 3, 0, ProblemCodes.OutsideRoster)]
    public async Task A_stranger_hears_which_rule_is_against_the_time(int day, int hour, int minute, string code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        Assert.Equal(code, (await clinic.Book(clinic.Slot(TestClinic.Moscow(day, hour, minute)))).Problem?.Code);
    }

    [Fact]
    public async Task Refuses_a_time_beyond_the_horizon_and_on_a_closed_day()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db =>
        {
            db.Add(new Clinic.Domain.Sites.Closure { SiteId = clinic.Site, From = new(2026, 12, 5), To = new(2026, 12, 6), Reason = "Ремонт" });
            db.Add(new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 8), To = new(2026, 12, 8), Reason = DayReason.Sick });
            return Task.CompletedTask;
        });

        Assert.Equal(ProblemCodes.Horizon, (await clinic.Book(clinic.Slot(TestClinic.Moscow(1, 10).AddDays(61)))).Problem?.Code);
        Assert.Equal(ProblemCodes.ClosedDay, (await clinic.Book(clinic.Slot(TestClinic.Moscow(6, 10)))).Problem?.Code);
        Assert.Equal(ProblemCodes.Absent, (await clinic.Book(clinic.Slot(TestClinic.Moscow(8, 10)))).Problem?.Code);
        Assert.Empty(await clinic.Slots(TestClinic.Moscow(5, 0), TestClinic.Moscow(7, 0)));
    }

    [Fact]
    public async Task A_stranger_without_the_consent_in_force_is_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var result = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person(), ConsentVersion = "old", ConsentLanguage = "ru" },
            Domain.Users.Actor.Stranger, TestContext.Current.CancellationToken);
        Assert.Equal(ProblemCodes.ConsentMissing, result.Problem?.Code);
        Assert.Equal(0, await clinic.Read(db => db.Occupancy.CountAsync()));
    }
}
