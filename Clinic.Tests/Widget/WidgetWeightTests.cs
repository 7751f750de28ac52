using System.Globalization;
using System.Text.Json;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Widget;

/// <summary>What a website's visitor waits for on a telephone: what goes over the wire until the first times stand.</summary>
public sealed class WidgetWeightTests(Browser browser)
{
    private const int MostBytes = 20_000;

    // "Slow 4G" of the browsers' own tools: milliseconds, and bytes a second.
    private const int Latency = 150;
    private const double Down = 1.6 * 1024 * 1024 / 8 * 0.9;
    private const double Up = 750 * 1024 / 8 * 0.9;

    private readonly List<string> faults = [];

    [Fact]
    public async Task On_a_slow_network_the_first_times_stand_after_two_requests_of_twenty_kilobytes()
    {
        await using var site = await Website.Start();
        var page = await browser.Page(faults, width: 390, height: 844);
        var network = await page.Context.NewCDPSessionAsync(page);
        var asked = new Dictionary<string, string>();
        var loaded = new Dictionary<string, long>();
        network.Event("Network.requestWillBeSent").OnEvent += (_, told) => asked[Text(told, "requestId")] = new Uri(told!.Value.GetProperty("request").GetProperty("url").GetString()!).AbsolutePath;
        network.Event("Network.loadingFinished").OnEvent += (_, told) => loaded[asked[Text(told, "requestId")]] = told!.Value.GetProperty("encodedDataLength").GetInt64();
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = Latency, ["downloadThroughput"] = Down, ["uploadThroughput"] = Up });
        await page.AddInitScriptAsync("const look = setInterval(() => document.querySelector('clinic-booking')?.shadowRoot?.querySelector('.time') && (window.first = performance.now()) && clearInterval(look), 5)");

        await page.GotoAsync(site.Url);
        await page.Locator(".time").First.WaitForAsync();
        await page.WaitForFunctionAsync("window.first");

        var ours = loaded.Where(l => l.Key is not "/" && l.Value > 0).ToDictionary();
        Assert.Equal(["/w/booking.js", "/w/start"], ours.Keys.Order());
        Assert.InRange(ours.Values.Sum(), 5_000, MostBytes);
        var time = await page.EvaluateAsync<double>("window.first");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"first times after {time:F0} ms on slow 4G; {string.Join(", ", ours.Select(o => $"{o.Key} {o.Value} bytes"))}"));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    private static string Text(JsonElement? told, string name) => told!.Value.GetProperty(name).GetString()!;
}
