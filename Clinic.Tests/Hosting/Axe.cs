using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>What axe finds serious or critical on a page, and whether the page is wider than its screen.</summary>
internal static class Axe
{
    // Without the nodes that pass: on a full board they are tens of thousands. Our pages hold no frames, so axe needs no second page to join their findings.
    private const string Run = """
        async part => (await axe.run(part ?? document, { resultTypes: ['violations'] })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .map(v => `${v.id} ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
        """;

    // What differs on a page that the server gives in the dark: the name of the theme and the sheets. The rest of it stands as it is.
    private const string Darken = """
        async () => {
          const dark = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
          const sheets = 'link[rel=stylesheet][href*="Radzen"]';
          const theirs = [...dark.querySelectorAll(sheets)].map(l => l.getAttribute('href'));
          const inTime = (what, told) => Promise.race([told, new Promise((_, late) => setTimeout(() => late(new Error(`${what} in 20 s`)), 20000))]);
          await inTime('no sheet', Promise.all([...document.querySelectorAll(sheets)].map((old, i) => new Promise((done, failed) => {
            const link = old.cloneNode();
            [link.onload, link.onerror, link.href] = [done, failed, theirs[i]];
            old.replaceWith(link);
          }))));
          document.documentElement.dataset.theme = dark.documentElement.dataset.theme;
          await inTime('not drawn', new Promise(done => requestAnimationFrame(() => setTimeout(done))));
          await inTime('colours still change', Promise.allSettled(document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished)));
          return dark.documentElement.dataset.theme + ' ' + theirs.filter(t => t.includes('-dark')).length;
        }
        """;

    private const string Contrast = """
        async () => (await axe.run(document, { runOnly: ['color-contrast'], resultTypes: ['violations'] })).violations
          .map(v => `${v.id} ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
        """;

    private static readonly string Script = Read();

    /// <summary>Puts a page that axe has read into the dark as the server would, and reads its colours again: nothing is drawn anew.</summary>
    public static async Task<List<string>> SeriousInTheDark(IPage page)
    {
        Assert.Equal("dark 2", await page.EvaluateAsync<string>(Darken));
        return [.. (await page.EvaluateAsync<string[]>(Contrast)).Select(f => $"{new Uri(page.Url).PathAndQuery} in the dark: {f}")];
    }

    /// <summary>The same of one part: what is behind a dialog is not to be read, and axe takes the dialog for its background.</summary>
    public static async Task<List<string>> Serious(ILocator part)
    {
        await part.Page.EvaluateAsync(Script);
        return [.. await part.EvaluateAsync<string[]>(Run)];
    }

    /// <summary>One line per finding, led by the page's path; empty where all is well.</summary>
    public static async Task<List<string>> Serious(IPage page)
    {
        var place = new Uri(page.Url).PathAndQuery;

        // While a page comes to life the circuit takes over its title: who looked just then looks again. A strict page lets nobody wait within it.
        List<string> found;
        var looks = 0;
        do
        {
            Assert.True(looks++ < 10, $"{place} has no title");
            await Assertions.Expect(page).ToHaveTitleAsync(new Regex("."));
            await page.EvaluateAsync(Script);
            found = [.. (await page.EvaluateAsync<string[]>(Run)).Select(f => $"{place}: {f}")];
        }
        while (found.Exists(f => f.Contains("document-title", StringComparison.Ordinal)));

        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            found.Add($"{place}: wider than the screen");
        }

        if (await page.EvaluateAsync<int>("window.frames.length") > 0)
        {
            found.Add($"{place}: a frame, into which nobody has looked");
        }

        return found;
    }

    private static string Read()
    {
        using var script = new StreamReader(typeof(AxeRunOptions).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!);
        return script.ReadToEnd();
    }
}
