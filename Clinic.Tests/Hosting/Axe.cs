using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Clinic.Tests.Hosting;

/// <summary>What axe finds serious or critical on a page, and whether the page is wider than its screen.</summary>
internal static class Axe
{
    // Without the nodes that pass: on a full board they are tens of thousands.
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>The same of one part: what is behind a dialog is not to be read, and axe takes the dialog for its background.</summary>
    public static async Task<List<string>> Serious(ILocator part) =>
        [.. (await part.RunAxe(Options)).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")];

    /// <summary>One line per finding, led by the page's path; empty where all is well.</summary>
    public static async Task<List<string>> Serious(IPage page)
    {
        var place = new Uri(page.Url).PathAndQuery;
        var found = (await page.RunAxe(Options)).Violations
            .Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{place}: {v.Id} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")
            .ToList();
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            found.Add($"{place}: wider than the screen");
        }

        return found;
    }
}
