using Microsoft.Playwright;

namespace Clinic.Tests.Bookings;

/// <summary>A finger on a board.</summary>
internal sealed class Finger
{
    private readonly IPage page;
    private readonly ICDPSession touch;

    private Finger(IPage page, ICDPSession touch) => (this.page, this.touch) = (page, touch);

    public static async Task<Finger> On(IPage page)
    {
        var touch = await page.Context.NewCDPSessionAsync(page);
        await touch.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });
        return new(page, touch);
    }

    public async Task Down(ILocator on) => await Send("touchStart", await BoardHand.Middle(on));

    /// <summary>Rests on the card until it is lifted.</summary>
    public async Task Lift(ILocator card)
    {
        await Down(card);
        await Assertions.Expect(page.Locator(".board[data-lifted]")).ToHaveCountAsync(1);
    }

    public async Task Carry(ILocator card, ILocator to)
    {
        await Lift(card);
        await Assertions.Expect(page.Locator(".visit-card.moving")).ToHaveCountAsync(1);
        var at = await BoardHand.Middle(to);
        await Send("touchMove", (at.X - 20, at.Y - 20));
        await Send("touchMove", at);
        for (var now = await BoardHand.Middle(to); now != at; now = await BoardHand.Middle(to))
        {
            at = now;
            await Send("touchMove", at);
        }

        await Up();
    }

    public Task Up() => Send("touchEnd", null);

    // Chromium may never answer for a touch that it has dropped.
    private async Task Send(string type, (float X, float Y)? at) => await touch.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = at is { } point ? new object[] { new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y } } : Array.Empty<object>(),
    }).WaitAsync(TimeSpan.FromSeconds(30));
}
