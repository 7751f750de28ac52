using System.Text.RegularExpressions;
using Clinic.Domain.Users;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Who knows the way clicks before the page has its circuit.</summary>
public sealed class EarlyClickTests(Browser browser)
{
    [Fact]
    public async Task A_link_pressed_while_the_circuit_starts_leads_to_its_page()
    {
        await using var demo = await RunningDemo.Start();
        var page = await browser.Page([], "ru-RU");
        await RunningDemo.SignIn(page, demo.Web, Roles.Administrator);
        var (asked, pressed) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteWebSocketAsync(new Regex("/_blazor"), circuit =>
        {
            var (server, held) = (circuit.ConnectToServer(), new List<IWebSocketFrame>());
            circuit.OnMessage(message => Send(server, message));
            server.OnMessage(message =>
            {
                lock (held)
                {
                    // The first answers are the handshake's; what draws the page, and all that follows, waits in its order.
                    if (pressed.Task.IsCompleted || (held.Count == 0 && message.Binary is not { Length: > 100 }))
                    {
                        Send(circuit, message);
                        return;
                    }

                    held.Add(message);
                    asked.TrySetResult();
                }
            });
            _ = pressed.Task.ContinueWith(
                _ =>
                {
                    lock (held)
                    {
                        held.ForEach(message => Send(circuit, message));
                    }
                },
                TaskScheduler.Default);
        });
        await page.GotoAsync($"{demo.Web}/journal");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await page.GetByRole(AriaRole.Link, new() { Name = "Время ожидания" }).ClickAsync();
        pressed.SetResult();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/reports/waiting$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Время ожидания");
        await page.Locator("[data-live=on]").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Время ожидания");
    }

    private static void Send(IWebSocketRoute to, IWebSocketFrame message)
    {
        if (message.Binary is { } bytes)
        {
            to.Send(bytes);
        }
        else
        {
            to.Send(message.Text!);
        }
    }
}
