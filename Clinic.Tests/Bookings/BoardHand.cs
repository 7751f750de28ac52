using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Components;
using Clinic.Tests.Hosting;
using Clinic.Web.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A board with two doctors on a day to come, and hands that drag, cut and select on it.</summary>
internal sealed class BoardHand : IAsyncDisposable
{
    private readonly List<IPage> desks = [];

    private BoardHand(TestClinic clinic, RunningWeb web, DoctorId other)
    {
        (Clinic, Web, Other) = (clinic, web, other);
        Day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(3);
    }

    public TestClinic Clinic { get; }

    public RunningWeb Web { get; }

    public DoctorId Other { get; }

    public DateOnly Day { get; }

    public static async Task<BoardHand> Start()
    {
        var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        return new(clinic, await RunningWeb.Start(clinic), other);
    }

    /// <summary>Clinic time on the day.</summary>
    public DateTime At(int hour, int minute = 0) => DateTime.SpecifyKind(Day.ToDateTime(new(hour, minute)).AddHours(-3), DateTimeKind.Utc);

    public async Task<BookingId> Visit(string family, DateTime start, DoctorId? doctor = null)
    {
        var phone = $"+7 900 {Math.Abs(family.Sum(c => c)) % 1000:000}-00-{start.Hour:00}";
        var booked = await Clinic.Book(Clinic.Slot(start, doctor), TestClinic.Person(family, phone));
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value!.Id;
    }

    public Task<(DoctorId Doctor, DateTime Start)> Place(BookingId id) =>
        Clinic.Read(async db => await db.Bookings.Where(b => b.Id == id).Select(b => new ValueTuple<DoctorId, DateTime>(b.DoctorId, b.Start)).SingleAsync());

    public async Task<IPage> Desk(Browser browser, ICollection<string> faults, string role = Roles.Registrar, string locale = "ru-RU")
    {
        var name = $"{role}-{Guid.NewGuid():N}";
        await using (var scope = Web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, name, [role], locale[..2], null), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        var page = await browser.Page(faults, locale);
        desks.Add(page);
        await Web.SignIn(page, name);
        await page.GotoAsync($"{Web.Address}board?date={Day:yyyy-MM-dd}");

        // The script has the board once one of its places takes part in the Tab order.
        await page.Locator($"html[lang={locale[..2]}] .column [tabindex='0']").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return page;
    }

    public static ILocator Card(IPage page, string family) => page.GetByRole(AriaRole.Button, new() { NameRegex = new($"{family} ") }).And(page.Locator("[data-key^='v-']"));

    /// <summary>The card in the column of the doctor.</summary>
    public static ILocator Card(IPage page, string family, string doctor) => page.GetByRole(AriaRole.Group, new() { NameRegex = new($"^{doctor}") }).Locator("[data-key^='v-']", new() { HasText = family });

    public ILocator Free(IPage page, DateTime start, DoctorId? doctor = null) => page.Locator($"[data-key='{BoardKeys.Free(doctor ?? Clinic.Doctor, start)}']");

    /// <summary>Takes the card and holds it over the place.</summary>
    public static async Task<(float X, float Y)> Hold(IPage page, ILocator card, ILocator over)
    {
        var from = await Middle(card);
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 12, from.Y + 3);
        await Assertions.Expect(page.Locator(".board[data-lifted]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".visit-card.moving")).ToHaveCountAsync(1);
        var to = await Middle(over);
        await page.Mouse.MoveAsync(to.X, to.Y, new() { Steps = 4 });

        // Near an edge the board scrolls beneath the hand, which follows the place.
        for (var now = await Middle(over); now != to; now = await Middle(over))
        {
            to = now;
            await page.Mouse.MoveAsync(to.X, to.Y);
        }

        return to;
    }

    public static async Task<(float X, float Y)> Drag(IPage page, ILocator card, ILocator to)
    {
        var at = await Hold(page, card, to);
        await page.Mouse.UpAsync();
        return at;
    }

    public static async Task<(float X, float Y)> Middle(ILocator what)
    {
        await what.ScrollIntoViewIfNeededAsync();
        var box = (await what.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    /// <summary>What is seen: the same words stand once more in the page for those who hear them.</summary>
    public static ILocator Toast(IPage page, string text) => page.Locator(".rz-notification-title", new() { HasText = text });

    public static ILocator UndoButton(IPage page, string locale = "ru-RU") => page.GetByRole(AriaRole.Button, new() { Name = Words.Of<MoveTexts>(locale, "Undo"), Exact = true });

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks)
        {
            await desk.Context.CloseAsync();
        }

        await Web.DisposeAsync();
        await Clinic.DisposeAsync();
    }
}
