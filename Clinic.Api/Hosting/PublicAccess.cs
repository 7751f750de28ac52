using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Api.Challenges;
using Microsoft.AspNetCore.Authorization;

namespace Clinic.Api.Hosting;

/// <summary>Who may do what on the public host, how often, from which websites and in which language.</summary>
public static class PublicAccess
{
    /// <summary>Rate limit of what changes something.</summary>
    public const string Writes = "writes";

    /// <summary>Declares an endpoint open to strangers; one without this answers 401.</summary>
    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AllowAnonymous();

    /// <summary>Nobody signs in here: what is not declared public is refused, whoever asks.</summary>
    public static void UsePublicAccess(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
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
            .WithHeaders("Content-Type", "Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", ChallengeEndpoints.Header)
            .WithExposedHeaders("Retry-After", "ETag", "RateLimit", "RateLimit-Policy")
            .SetPreflightMaxAge(TimeSpan.FromHours(1));
    }));
}
