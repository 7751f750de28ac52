using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Clinic.Tests.Hosting.Browser))]
[assembly: Clinic.Tests.Hosting.ClosesPages]

namespace Clinic.Tests.Hosting;

/// <summary>Debian's chromium without windows, started once for all tests that ask for it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium-headless-shell";

    /// <summary>Milliseconds; other tests share the machine.</summary>
    private const float Patience = 30_000;

    /// <summary>What a script does or a page that is closed is waited for without end: no test takes half as long, and one that does ends with its pages.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly ConcurrentDictionary<string, ConcurrentBag<(IBrowserContext Context, Timer End)>> Opened = [];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> running = new(Launch);

    /// <summary>A page in a profile of its own.</summary>
    /// <param name="faults">Collects errors of the console, uncaught exceptions and requests to other origins than those given.</param>
    /// <param name="origins">Where the page may ask; empty for anywhere.</param>
    public async Task<IPage> Page(ICollection<string> faults, string locale = "ru-RU", int width = 1440, int height = 900, params string[] origins)
    {
        if (!File.Exists(Chromium))
        {
            Assert.Skip($"{Chromium} is not there; deploy/test installs it");
        }

        var context = await (await running.Value).Browser.NewContextAsync(new()
        {
            Locale = locale,
            TimezoneId = "Europe/Moscow",
            ViewportSize = new() { Width = width, Height = height },
        });
        var test = TestContext.Current.Test!.UniqueID;
        Opened.GetOrAdd(test, _ => []).Add((context, new(_ => _ = Close(test), null, Longest, Timeout.InfiniteTimeSpan)));
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Note(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Note(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (origins.Length > 0 && !origins.Append("data:").Any(o => request.Url.StartsWith(o, StringComparison.Ordinal)))
            {
                Note($"request to another origin: {request.Url}");
            }
        };
        return page;

        void Note(string fault)
        {
            lock (faults)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>Closes whatever profiles a test has opened; one that is closed already may be closed again.</summary>
    internal static async Task Close(string test)
    {
        if (Opened.TryRemove(test, out var contexts))
        {
            foreach (var (context, end) in contexts)
            {
                await end.DisposeAsync();
                await context.CloseAsync().WaitAsync(TimeSpan.FromMilliseconds(Patience));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            var (playwright, browser) = await running.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright, IBrowser)> Launch()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        }));
    }
}

public static class LivePage
{
    /// <summary>Until the page's circuit has it, and the router follows links and steps back.</summary>
    public static Task Alive(this IPage page) => page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
}

/// <summary>A page that outlives its test would go on asking a server that is gone, until the last test has ended.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Task.Run(() => Browser.Close(test.UniqueID)).GetAwaiter().GetResult();
}
