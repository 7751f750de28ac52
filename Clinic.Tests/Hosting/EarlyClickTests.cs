using System.Text.RegularExpressions;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Who knows the way clicks, or goes back, before the page has its circuit.</summary>
public sealed class EarlyClickTests(Browser browser)
{
    private const string Waiting = "Время ожидания";

    [Fact]
    public async Task A_link_pressed_while_the_circuit_starts_leads_to_its_page()
    {
        await using var desk = await Desk.Open(browser);
        desk.Circuit.Hold();
        await desk.Page.GotoAsync($"{desk.Web.Address}journal");
        await desk.Circuit.Waits;

        await desk.Report.ClickAsync();
        desk.Circuit.Release();

        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/reports/waiting$"));
        await Assertions.Expect(desk.Heading).ToHaveTextAsync(Waiting);
        await desk.Page.Alive();
        await Assertions.Expect(desk.Heading).ToHaveTextAsync(Waiting);
    }

    [Fact]
    public async Task A_step_back_while_the_circuit_starts_leads_to_the_page_before()
    {
        await using var desk = await Desk.Open(browser);

        // With so many of its first answers come.
        foreach (var answers in Enumerable.Range(0, 4))
        {
            await desk.Page.GotoAsync($"{desk.Web.Address}journal");
            await desk.Page.Alive();
            var journal = await desk.Heading.TextContentAsync();
            await desk.Report.ClickAsync();
            await Assertions.Expect(desk.Heading).ToHaveTextAsync(Waiting);
            desk.Circuit.Hold();
            await desk.Page.ReloadAsync();
            await desk.Circuit.Waits;
            desk.Circuit.Pass(answers);

            await desk.Page.EvaluateAsync("history.back()");
            await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/journal$"));
            desk.Circuit.Release();

            await Assertions.Expect(desk.Heading).ToHaveTextAsync(journal!);
            await desk.Page.Alive();
            await desk.Report.ClickAsync();
            await Assertions.Expect(desk.Heading).ToHaveTextAsync(Waiting);
        }
    }

    [Fact]
    public async Task A_step_within_the_page_while_the_circuit_starts_keeps_what_was_typed()
    {
        await using var desk = await Desk.Open(browser);
        await desk.Page.GotoAsync($"{desk.Web.Address}patients#content");
        await desk.Page.EvaluateAsync("location.hash = '#further'");
        desk.Circuit.Hold();
        await desk.Page.ReloadAsync();
        await desk.Circuit.Waits;

        var search = desk.Page.GetByRole(AriaRole.Searchbox);
        await search.PressSequentiallyAsync("иванов");
        await desk.Page.EvaluateAsync("history.back()");
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("#content$"));
        desk.Circuit.Release();

        await desk.Page.Alive();
        await Assertions.Expect(search).ToHaveValueAsync("иванов");
    }

    [Fact]
    public async Task A_page_whose_circuit_could_not_start_comes_to_life_by_itself()
    {
        await using var desk = await Desk.Open(browser);
        var refused = 0;
        await desk.Page.RouteAsync(new Regex("/_blazor/(initializers|negotiate)"), route => refused++ == 0 ? route.AbortAsync() : route.ContinueAsync());

        await desk.Page.GotoAsync($"{desk.Web.Address}journal");

        await desk.Page.Alive();
        await desk.Report.ClickAsync();
        await Assertions.Expect(desk.Heading).ToHaveTextAsync(Waiting);
        Assert.True(refused > 1);
    }

    /// <summary>A registrar's browser whose circuits can be held.</summary>
    private sealed record Desk(TestClinic Clinic, RunningWeb Web, IPage Page, HeldCircuit Circuit) : IAsyncDisposable
    {
        public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

        public ILocator Report => Page.GetByRole(AriaRole.Link, new() { Name = Waiting });

        public static async Task<Desk> Open(Browser browser)
        {
            var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
            var web = await RunningWeb.Start(clinic);
            await web.AddUser("olga", Roles.Registrar);
            await clinic.Write(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.Language, "ru")));
            var page = await browser.Page([], "ru-RU");
            await web.SignIn(page, "olga");
            return new(clinic, web, page, await HeldCircuit.On(page));
        }

        public async ValueTask DisposeAsync()
        {
            await Page.Context.CloseAsync();
            await Web.DisposeAsync();
            await Clinic.DisposeAsync();
        }
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
