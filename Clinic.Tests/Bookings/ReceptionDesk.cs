using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Web.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A reception at work: a clinic at the present time, its intranet, and somebody in a browser before the board of tomorrow.</summary>
internal sealed class ReceptionDesk : IAsyncDisposable
{
    private ReceptionDesk(TestClinic clinic, RunningWeb web, IPage page, List<string> faults)
    {
        (Clinic, Web, Page, Faults) = (clinic, web, page, faults);
        Day = DateOnly.FromDateTime(clinic.Clock.Now.AddHours(3)).AddDays(1);
    }

    public TestClinic Clinic { get; }

    public RunningWeb Web { get; }

    public IPage Page { get; }

    public List<string> Faults { get; }

    /// <summary>Tomorrow in Moscow.</summary>
    public DateOnly Day { get; }

    public ILocator Panel => Page.GetByRole(AriaRole.Dialog);

    /// <param name="board">Whether the board is open; whoever goes elsewhere at once need not wait for it.</param>
    /// <param name="door">Through which the intranet reaches its database, which is PostgreSQL then.</param>
    public static async Task<ReceptionDesk> Open(
        Browser browser, Func<TestClinic, Task>? furnish = null, string locale = "ru-RU", string role = Roles.Registrar, int width = 1440, int height = 900, bool board = true,
        DatabaseDoor? door = null, params (string Key, string Value)[] settings)
    {
        var clinic = await TestClinic.Create(door is null ? DatabaseProvider.Sqlite : DatabaseProvider.Postgres, clock: new(TimeProvider.System.GetUtcNow()));
        await (furnish?.Invoke(clinic) ?? Task.CompletedTask);
        var web = await RunningWeb.Start(clinic, door is null ? settings : [.. settings, ("ConnectionStrings:Clinic", door.To(clinic.Database))]);
        var faults = new List<string>();
        var desk = new ReceptionDesk(clinic, web, await browser.Page(faults, locale, width, height, web.Address.ToString(), $"ws://{web.Address.Authority}"), faults);
        await desk.SignIn("desk", role, locale[..2]);
        await (board ? desk.Board() : Task.CompletedTask);
        return desk;
    }

    /// <summary>Clinic time of tomorrow.</summary>
    public DateTime At(int hour, int minute = 0) => DateTime.SpecifyKind(Day.ToDateTime(new(hour, minute)).AddHours(-3), DateTimeKind.Utc);

    public ILocator Free(DateTime start) => Page.Locator($"[data-key='{BoardKeys.Free(Clinic.Doctor, start)}']");

    public ILocator Visit(BookingId id) => Page.Locator($"[data-key='{BoardKeys.Visit(id)}']");

    public async Task Board()
    {
        await Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{Web.Address}board?date={Day:yyyy-MM-dd}"));

        // The board takes part in the Tab order once its circuit is there.
        await Page.Locator(".column [tabindex='0']").First.WaitForAsync();
    }

    /// <summary>Opens the panel of a new booking and waits until the time is kept.</summary>
    public async Task<ILocator> OpenPanel(DateTime start)
    {
        await Free(start).ClickAsync();
        await Panel.Locator("#visit-book").WaitForAsync();
        return Panel;
    }

    /// <summary>Types until the card is found and takes it.</summary>
    public async Task Choose(string typed, string found)
    {
        await Panel.Locator("input[type=search]").FillAsync(typed);
        await Panel.GetByText(found).First.WaitForAsync();
        await Panel.Locator("input[type=search]").PressAsync("Enter");
        await Assertions.Expect(Panel.Locator(".chosen")).ToContainTextAsync(found);
    }

    /// <summary>Somebody with a card, who comes in ten days.</summary>
    public async Task<PatientId> Card(ContactDetails who)
    {
        var slot = Clinic.Slot(At(9).AddDays(10 + await Clinic.Read(db => db.Bookings.CountAsync())));
        var booked = await Clinic.Get<BookAppointment>().Run(new() { Slot = slot, Contact = who, Referral = "1" }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        await Clinic.Write(db => db.BookingCovers.ExecuteDeleteAsync());
        return await Clinic.Read(db => db.Bookings.Where(b => b.Id == booked.Value!.Id).Select(b => b.PatientId!.Value).SingleAsync());
    }

    public async Task SignIn(string name, string role, string language, DoctorId? doctor = null)
    {
        await using (var scope = Web.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, name, [role], language, doctor), RunningWeb.Password, Actor.System, CancellationToken.None);
            Assert.True(made.Succeeded, made.ToString());
        }

        await Web.SignIn(Page, name);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await Web.DisposeAsync();
        await Clinic.DisposeAsync();
    }
}
