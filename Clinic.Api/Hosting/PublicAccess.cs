using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Clinic.Api.Hosting;

/// <summary>Who may do what on the public host, how often, from which websites and in which language.</summary>
public static class PublicAccess
{
    /// <summary>Rate limit of what changes something.</summary>
    public const string Writes = "writes";

    private const string NoScheme = "none";
    private const int ReadsPerMinute = 1200;
    private const int WritesPerMinute = 180;

    /// <summary>Declares an endpoint open to strangers; one without this answers 401.</summary>
    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AllowAnonymous();

    public static IServiceCollection AddPublicAccess(this IServiceCollection services)
    {
        // Not AddAuthentication: it would make and keep keys for cookies, of which there are none here.
        services.AddAuthenticationCore(o => o.DefaultScheme = NoScheme).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, Nobody>(NoScheme, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(NoScheme).RequireAuthenticatedUser().Build());
        return services;
    }

    public static IServiceCollection AddApiLanguages(this IServiceCollection services) => services.AddRequestLocalization(o =>
    {
        string[] languages = ["ru", "en", "fr"];
        o.SetDefaultCulture("ru").AddSupportedCultures(languages).AddSupportedUICultures(languages);
        o.RequestCultureProviders = [.. o.RequestCultureProviders.Where(p => p is Microsoft.AspNetCore.Localization.AcceptLanguageHeaderRequestCultureProvider)];
    });

    public static IServiceCollection AddApiJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o =>
    {
        o.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
    });

    /// <summary>Browsers of the allowed websites may call; never with credentials, there are none.</summary>
    public static IServiceCollection AddApiOrigins(this IServiceCollection services, IReadOnlyList<string> origins) => services.AddCors(o => o.AddDefaultPolicy(p =>
    {
        _ = origins.Contains("*") ? p.AllowAnyOrigin() : p.WithOrigins([.. origins]);
        p.WithMethods("GET", "POST", "DELETE").WithHeaders("Content-Type", "Accept-Language", "Idempotency-Key").WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1));
    }));

    public static IServiceCollection AddApiLimits(this IServiceCollection services, bool enabled) => services.AddRateLimiter(o =>
    {
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c => Window(c, enabled ? ReadsPerMinute : null));
        o.AddPolicy(Writes, c => Window(c, enabled ? WritesPerMinute : null));
        o.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await ApiProblems.Write(context.HttpContext, new(ProblemCodes.RateLimited), StatusCodes.Status429TooManyRequests, null);
        };
    });

    private static RateLimitPartition<string> Window(HttpContext context, int? perMinute)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        return perMinute is { } limit
            ? RateLimitPartition.GetSlidingWindowLimiter(address, _ => new() { PermitLimit = limit, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 })
            : RateLimitPartition.GetNoLimiter(address);
    }

    /// <summary>Nobody signs in here: a request to an endpoint that is not declared public is refused.</summary>
    private sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
