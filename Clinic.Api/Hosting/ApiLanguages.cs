using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Clinic.Api.Hosting;

/// <summary>
/// The language of an answer: the best of <c>Accept-Language</c> that we speak, else Russian. Not the middleware of ASP.NET Core, which reads the
/// header and copies a culture at every request: a tenth of the cost of a question for free times.
/// </summary>
internal static class ApiLanguages
{
    private const string Default = "ru";
    private const int MostKnown = 500;
    private static readonly string[] Spoken = [Default, "en", "fr"];
    private static readonly ConcurrentDictionary<string, CultureInfo> Known = new();

    internal static void UseApiLanguages(this WebApplication app) => app.Use((context, next) =>
    {
        Speak(context);
        return next(context);
    });

    internal static void Speak(HttpContext context) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(context.Request.Headers.AcceptLanguage.ToString());

    internal static CultureInfo Of(string header)
    {
        if (Known.TryGetValue(header, out var known))
        {
            return known;
        }

        var culture = CultureInfo.GetCultureInfo(Best(header));
        return Known.Count < MostKnown ? Known.GetOrAdd(header, culture) : culture;
    }

    private static string Best(string header) =>
        StringWithQualityHeaderValue.TryParseList([header], out var wanted)
            ? wanted.Where(w => w.Quality != 0).OrderByDescending(w => w.Quality ?? 1).Select(Language).FirstOrDefault(Spoken.Contains) ?? Default
            : Default;

    /// <summary>fr of fr-CA.</summary>
    private static string Language(StringWithQualityHeaderValue wanted) => wanted.Value.ToString().Split('-')[0].ToLowerInvariant();
}
