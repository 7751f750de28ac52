using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Clinic.Domain.Hosting;

/// <summary>What both hosts do alike.</summary>
public static class HostDefaults
{
    /// <summary>Adds the optional settings file; the environment and the command line, added anew behind it, win.</summary>
    public static void AddClinicFile(this IConfigurationManager configuration, string[] args) => configuration
        .AddJsonFile(Path.GetFullPath(HostSettings.FileName), optional: true, reloadOnChange: false)
        .AddEnvironmentVariables()
        .AddCommandLine(args);

    /// <summary>One line per entry. Addresses of requests are not logged: a path may hold the token of a private link.</summary>
    public static void AddClinicLogging(this ILoggingBuilder logging) => logging
        .ClearProviders()
        .AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss ";
        })
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        // A start that fails is told in one line by the program itself.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None)
        .AddFilter("Quartz", LogLevel.Warning);

    public static IServiceCollection AddClinicHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }

    /// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: so does the database, in its newest shape.</summary>
    public static void MapClinicHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") }).AllowAnonymous();
    }

    private sealed class DatabaseHealth(IDbContextFactory<ClinicDb> factory) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var db = await factory.CreateDbContextAsync(cancellationToken);
                return await db.Profile.AnyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not migrated");
            }
            catch (Exception error) when (DatabaseErrors.IsDatabase(error))
            {
                return HealthCheckResult.Unhealthy("no database");
            }
        }
    }
}
