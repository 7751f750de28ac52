using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Clinic.Domain.Availability;
using Microsoft.Extensions.Primitives;

namespace Clinic.Api.Hosting;

/// <summary>
/// Answers 304 from what this process knows of the version of things, before anything is computed or read. Tags are of this process: another one
/// answers in full once.
/// </summary>
internal static class Conditional
{
    // A hold that runs out and the minutes that pass are no new version.
    private const int Seconds = 10;
    private static readonly string Process = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
    private static readonly ConditionalWeakTable<ClinicFacts, string> Facts = [];

    /// <summary>Lists that follow from rosters and settings; kept a minute.</summary>
    internal static RouteHandlerBuilder Reference(this RouteHandlerBuilder builder) => builder.With("public, max-age=60", (_, facts) => Facts.GetValue(facts, _ => Guid.NewGuid().ToString("N")));

    /// <summary>Free times: always asked for again, for a time that is gone must not be shown.</summary>
    internal static RouteHandlerBuilder Times(this RouteHandlerBuilder builder) => builder.With("public, no-cache", (services, _) =>
    {
        var moment = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds() / Seconds;
        return string.Create(CultureInfo.InvariantCulture, $"{services.GetRequiredService<TimetableCache>().Version}-{moment}");
    });

    private static RouteHandlerBuilder With(this RouteHandlerBuilder builder, string caching, Func<IServiceProvider, ClinicFacts, string> version) => builder.AddEndpointFilter(async (call, next) =>
    {
        var context = call.HttpContext;

        // The facts before the version: this is what brings them up to date.
        var facts = (await context.RequestServices.GetRequiredService<TimetableCache>().Current(context.RequestAborted)).Facts;
        var tag = $"\"{Process}-{version(context.RequestServices, facts)}-{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = caching;
        return Has(context.Request.Headers.IfNoneMatch, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : await next(call);
    });

    private static bool Has(StringValues sent, string tag) =>
        sent.Count > 0 && sent.ToString().Split(',').Select(t => t.Trim()).Any(t => t == "*" || t == tag || t == $"W/{tag}");
}
