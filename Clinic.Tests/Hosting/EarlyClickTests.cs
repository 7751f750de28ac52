using System.Text.RegularExpressions;
using Clinic.Domain.Users;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Who knows the way clicks, or goes back, before the page has its circuit.</summary>
public sealed class EarlyClickTests(Browser browser)
{
    [Fact]
    public async Task A_link_pressed_while_the_circuit_starts_leads_to_its_page()
    {
        await using var demo = await RunningDemo.Start();
        var page = await browser.Page([], "ru-RU");
        await RunningDemo.SignIn(page, demo.Web, Roles.Administrator);
        var circuit = await HeldCircuit.On(page);
        circuit.Hold();
        await page.GotoAsync($"{demo.Web}/journal");
        await circuit.Waits;

        await page.GetByRole(AriaRole.Link, new() { Name = "Время ожидания" }).ClickAsync();
        circuit.Release();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/reports/waiting$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Время ожидания");
        await page.Alive();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Время ожидания");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_step_back_while_the_circuit_starts_leads_to_the_page_before(int answers)
    {
        await using var demo = await RunningDemo.Start();
        var page = await browser.Page([], "ru-RU");
        await RunningDemo.SignIn(page, demo.Web, Roles.Administrator);
        var circuit = await HeldCircuit.On(page);
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await page.GotoAsync($"{demo.Web}/journal");
        await page.Alive();
        var journal = await heading.TextContentAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Время ожидания" }).ClickAsync();
        await Assertions.Expect(heading).ToHaveTextAsync("Время ожидания");
        circuit.Hold();
        await page.ReloadAsync();
        await circuit.Waits;
        circuit.Pass(answers);

        await page.EvaluateAsync("history.back()");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/journal$"));
        circuit.Release();

        await Assertions.Expect(heading).ToHaveTextAsync(journal!);
        await page.Alive();
        await page.GetByRole(AriaRole.Link, new() { Name = "Время ожидания" }).ClickAsync();
        await Assertions.Expect(heading).ToHaveTextAsync("Время ожидания");
    }

    /// <summary>A circuit whose server's answers wait in their order, but for the handshake's.</summary>
    private sealed class HeldCircuit
    {
        private readonly Lock door = new();
        private readonly List<(IWebSocketRoute To, IWebSocketFrame Message)> held = [];
        private TaskCompletionSource asked = new();
        private bool holds;

        /// <summary>Until something waits that would draw the page.</summary>
        public Task Waits => asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public static async Task<HeldCircuit> On(IPage page)
        {
            var circuit = new HeldCircuit();
            await page.RouteWebSocketAsync(new Regex("/_blazor"), route =>
            {
                var server = route.ConnectToServer();
                route.OnMessage(message => Send(server, message));
                server.OnMessage(message => circuit.Pass(route, message));
            });
            return circuit;
        }

        public void Hold()
        {
            lock (door)
            {
                (holds, asked) = (true, new());
            }
        }

        /// <summary>Lets that many answers through, and the rest wait on.</summary>
        public void Pass(int answers)
        {
            lock (door)
            {
                foreach (var (to, message) in held.Take(answers))
                {
                    Send(to, message);
                }

                held.RemoveRange(0, Math.Min(answers, held.Count));
            }
        }

        public void Release()
        {
            lock (door)
            {
                holds = false;
                Pass(held.Count);
            }
        }

        private void Pass(IWebSocketRoute to, IWebSocketFrame message)
        {
            lock (door)
            {
                if (!holds || (!asked.Task.IsCompleted && message.Binary is not { Length: > 100 }))
                {
                    Send(to, message);
                    return;
                }

                held.Add((to, message));
                asked.TrySetResult();
            }
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
}
