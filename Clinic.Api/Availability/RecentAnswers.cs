using System.Globalization;
using Clinic.Domain.Availability;

namespace Clinic.Api.Availability;

/// <summary>
/// Whoever asks for the same times in the same second is given the same answer, unless something has changed meanwhile: the visitors of a
/// website on a Monday morning, aggregators that ask for everybody's nearest time.
/// </summary>
internal static class RecentAnswers
{
    private const string Policy = "times";
    private const long MaxMemory = 16 * 1024 * 1024;

    internal static IServiceCollection AddRecentAnswers(this IServiceCollection services) => services.AddOutputCache(o =>
    {
        o.SizeLimit = MaxMemory;

        // One doctor's times are computed as quickly as they would be looked up.
        o.AddPolicy(Policy, p => p.With(c => !c.HttpContext.Request.Query.ContainsKey("doctor")).Expire(TimeSpan.FromSeconds(1)).VaryByValue(Moment));
    });

    internal static TBuilder Recent<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.CacheOutput(Policy);

    private static KeyValuePair<string, string> Moment(HttpContext context)
    {
        var services = context.RequestServices;
        var (version, second) = (services.GetRequiredService<TimetableCache>().Version, services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds());
        return new("moment", string.Create(CultureInfo.InvariantCulture, $"{version} {second}"));
    }
}
