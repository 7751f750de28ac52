using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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
        p.WithMethods("GET", "POST", "DELETE")
            .WithHeaders("Content-Type", "Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID")
            .WithExposedHeaders("Retry-After", "ETag", "RateLimit", "RateLimit-Policy")
            .SetPreflightMaxAge(TimeSpan.FromHours(1));
    }));

    /// <summary>Nobody signs in here: a request to an endpoint that is not declared public is refused.</summary>
    private sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
