using System.Net;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class ConfirmByLinkTests(Browser browser)
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task The_holder_of_the_link_says_they_will_come_and_saying_it_twice_is_saying_it_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        Assert.True((await Find(clinic, booked)).AskedToConfirm);

        Assert.Equal(ProblemCodes.VersionMismatch, (await Confirm(clinic, booked.Token, version: 9)).Problem?.Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Confirm(clinic, booked.Token))));

        Assert.All(answers, a => Assert.Equal((booked.Id, BookingStatus.Confirmed), (a.Value!.Id, a.Value.Status)));
        Assert.True((await Confirm(clinic, booked.Token, version: 1)).Ok);
        Assert.False((await Find(clinic, booked)).AskedToConfirm);
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "status")));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_has_begun_is_cancelled_or_waits_for_the_insurer_is_not_confirmed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        var other = (await clinic.Book(clinic.Slot(Ten.AddHours(1)), TestClinic.Person(phone: "+7 900 000-00-02"))).Value!;
        await clinic.Get<CancelBooking>().Run(BookingRef.Token(other.Token), null, byPatient: true, Actor.Stranger, CancellationToken.None);

        Assert.Equal(ProblemCodes.NotFound, (await Confirm(clinic, new string('a', 22))).Problem?.Code);
        Assert.Equal(ProblemCodes.AlreadyCancelled, (await Confirm(clinic, other.Token)).Problem?.Code);
        await clinic.Write(db => db.Bookings.Where(b => b.Id == booked.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.Pending)));
        Assert.Equal(ProblemCodes.WrongStatus, (await Confirm(clinic, booked.Token)).Problem?.Code);
        await clinic.Write(db => db.Bookings.Where(b => b.Id == booked.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.Booked)));
        clinic.Clock.Advance(Ten - clinic.Clock.Now);
        Assert.Equal(ProblemCodes.WrongStatus, (await Confirm(clinic, booked.Token)).Problem?.Code);
        Assert.False((await Find(clinic, booked)).AskedToConfirm);
    }

    [Theory, EveryDatabase]
    public async Task A_visit_that_moves_to_another_time_is_to_be_confirmed_anew(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(Ten))).Value!;
        await Confirm(clinic, booked.Token);

        var moved = await clinic.Get<MoveBooking>().Run(BookingRef.Token(booked.Token), clinic.Slot(Ten.AddHours(2)), null, Actor.Stranger, CancellationToken.None);

        Assert.Equal(BookingStatus.Booked, moved.Value!.Status);
    }

    [Fact]
    public async Task The_page_asks_before_the_visit_with_script_and_without()
    {
        var faults = new List<string>();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var api = await RunningApi.Start(clinic);
        var now = clinic.Clock.Now;
        var free = await clinic.Slots(now.AddHours(1), now.AddDays(3));
        var (soon, later) = ((await clinic.Book(free[0].Id)).Value!, (await clinic.Book(free[2].Id, TestClinic.Person(phone: "+7 900 000-00-02"))).Value!);
        var far = (await clinic.Book((await clinic.Slots(now.AddDays(5), now.AddDays(8)))[0].Id, TestClinic.Person(phone: "+7 900 000-00-03"))).Value!;
        var page = await browser.Page(faults, width: 390, height: 844, origins: [api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)]);

        await page.GotoAsync(new Uri(api.Http.BaseAddress!, $"/visit?lang=ru#{soon.Token}").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Я приду" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Визит подтверждён. Ждём вас!" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Подтверждён", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Я приду" })).ToHaveCountAsync(0);
        Assert.Equal(BookingStatus.Confirmed, await clinic.Read(db => db.Bookings.Where(b => b.Id == soon.Id).Select(b => b.Status).SingleAsync()));

        var plain = await api.Http.GetStringAsync($"/visit/{later.Token}?lang=en", TestContext.Current.CancellationToken);
        Assert.Contains("<button>I will come</button>", plain, StringComparison.Ordinal);
        using var answer = await api.Http.PostAsync($"/visit/{later.Token}/confirm?lang=en", new FormUrlEncodedContent([KeyValuePair.Create("version", "1")]), TestContext.Current.CancellationToken);
        var then = answer.StatusCode == HttpStatusCode.SeeOther ? await api.Http.GetStringAsync(answer.Headers.Location, TestContext.Current.CancellationToken) : await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Visit confirmed. See you soon!", then, StringComparison.Ordinal);
        Assert.DoesNotContain("<button>I will come</button>", then, StringComparison.Ordinal);
        Assert.DoesNotContain("I will come", await api.Http.GetStringAsync($"/visit/{far.Token}?lang=en", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(faults);
    }

    private static Task<Result<BookingReceipt>> Confirm(TestClinic clinic, string token, int? version = null) => clinic.Get<ConfirmBooking>().Run(token, version, CancellationToken.None);

    private static async Task<LinkedVisit> Find(TestClinic clinic, BookingReceipt booked) => (await clinic.Get<FindVisit>().Run(booked.Token, CancellationToken.None)).Value!;
}
