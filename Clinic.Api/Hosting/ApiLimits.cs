using System.Globalization;
using System.Threading.RateLimiting;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Clinic.Api.Hosting;

/// <summary>How many requests an address may send: all of them, and those that change something. What is left is said in every answer.</summary>
internal sealed class ApiLimits(VisitorLimits settings)
{
    private const int Window = 60;
    private const int Segments = 6;

    private readonly PartitionedRateLimiter<HttpContext> reads = Limiter(settings.Enabled ? settings.Reads : null);
    private readonly PartitionedRateLimiter<HttpContext> writes = Limiter(settings.Enabled ? settings.Writes : null);

    internal PartitionedRateLimiter<HttpContext> Both => new Either(Writes, PartitionedRateLimiter.CreateChained(reads, writes), reads);

    /// <summary>Whether the address has used up more than half of its writes: a person does not.</summary>
    internal bool IsSuspicious(HttpContext context) => writes.GetStatistics(context) is { } used && used.CurrentAvailablePermits < settings.Writes - (settings.Writes / 2);

    /// <summary>Counts a write of an endpoint that answers for itself where there are too many; false where there are.</summary>
    internal bool Take(HttpContext context)
    {
        using var lease = writes.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    /// <summary>Says in the answer what is left.</summary>
    internal void Tell(HttpContext context)
    {
        if (settings.Enabled)
        {
            var (name, limiter, most) = Writes(context) ? ("writes", writes, settings.Writes) : ("reads", reads, settings.Reads);
            var left = limiter.GetStatistics(context)?.CurrentAvailablePermits ?? most;
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={most};w={Window}");
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={Window / Segments}");
        }
    }

    private static bool Writes(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == PublicAccess.Writes;

    private static PartitionedRateLimiter<HttpContext> Limiter(int? most) => PartitionedRateLimiter.Create<HttpContext, VisitorAddress>(context => most is { } limit
        ? RateLimitPartition.GetSlidingWindowLimiter(VisitorAddress.Of(context), _ => new() { PermitLimit = limit, Window = TimeSpan.FromSeconds(Window), SegmentsPerWindow = Segments })
        : RateLimitPartition.GetNoLimiter(default(VisitorAddress)));

    /// <summary>Whoever only reads is not looked up among those who write.</summary>
    private sealed class Either(Func<HttpContext, bool> first, PartitionedRateLimiter<HttpContext> one, PartitionedRateLimiter<HttpContext> other) : PartitionedRateLimiter<HttpContext>
    {
        public override RateLimiterStatistics? GetStatistics(HttpContext resource) => Of(resource).GetStatistics(resource);

        protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) => Of(resource).AttemptAcquire(resource, permitCount);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
            Of(resource).AcquireAsync(resource, permitCount, cancellationToken);

        private PartitionedRateLimiter<HttpContext> Of(HttpContext resource) => first(resource) ? one : other;
    }
}

/// <summary>An endpoint that people look at is refused in words, too.</summary>
internal sealed record PageRefusal(Func<HttpContext, Problem, Task> Write);

/// <summary>Registers the limits.</summary>
internal static class ApiLimitsRegistration
{
    internal static IServiceCollection AddApiLimits(this IServiceCollection services, VisitorLimits settings)
    {
        var limits = new ApiLimits(settings);
        return services.AddSingleton(limits).AddRateLimiter(o =>
        {
            o.GlobalLimiter = limits.Both;

            // The name marks the endpoints; they are counted above.
            o.AddPolicy(PublicAccess.Writes, _ => RateLimitPartition.GetNoLimiter(""));
            o.OnRejected = async (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
                limits.Tell(context.HttpContext);
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                var problem = new Problem(ProblemCodes.RateLimited);
                await (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PageRefusal>() is { } page
                    ? page.Write(context.HttpContext, problem)
                    : ApiProblems.Write(context.HttpContext, problem, StatusCodes.Status429TooManyRequests, null));
            };
        });
    }

    internal static void UseLimitHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<ApiLimits>().Tell(context);
        return next(context);
    });
}
