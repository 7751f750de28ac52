using Clinic.Api.Availability;
using Clinic.Api.Bookings;
using Clinic.Api.Callbacks;
using Clinic.Api.Challenges;
using Clinic.Api.Codes;
using Clinic.Api.Changes;
using Clinic.Api.Doctors;
using Clinic.Api.Documentation;
using Clinic.Api.Settings;
using Clinic.Api.Sites;
using Clinic.Api.VisitTypes;
using Clinic.Api.WaitingList;
using Clinic.Api.Widget;
using Clinic.Api.Widget.Book;
using Clinic.Domain;
using Clinic.Domain.Hosting;
using Clinic.Domain.Settings;

namespace Clinic.Api.Hosting;

/// <summary>The public host: every machine door, no jobs, no migrations, no admin door.</summary>
public static class ApiHost
{
    private const long MaxBody = 64 * 1024;

    // Who sends slower than this keeps a connection busy and nothing else: bytes a second once the grace is over.
    private const double SlowestBody = 240;
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestHeaders = TimeSpan.FromSeconds(10);

    /// <param name="args">The command line.</param>
    /// <param name="configure">For tests: last changes before the host is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(ApiHost).Assembly.GetName().Name });
        builder.Configuration.AddClinicFile(args);
        builder.Logging.AddClinicLogging();
        configure?.Invoke(builder);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxBody;
            o.Limits.MinRequestBodyDataRate = new(SlowestBody, BodyGrace);
            o.Limits.RequestHeadersTimeout = LongestHeaders;
        });
        builder.Services.AddClinicDomain(settings).AddClinicApi(settings);
        var app = builder.Build();
        app.MapClinicApi(settings);
        app.Listen("Api:Urls", settings.ApiUrls);
        return app;
    }

    private static IServiceCollection AddClinicApi(this IServiceCollection services, HostSettings settings) => services
        .AddEncryption()
        .AddApiProblems()
        .AddApiJson()
        .AddApiLimits(settings.ApiLimits)
        .AddChallenges()
        .AddApiOrigins(settings.AllowedOrigins)
        .AddSingleton<RecentAnswers>()
        .AddSingleton<FormStamp>()
        .AddSingleton<FormPages>()
        .AddSingleton<VisitPages>()
        .AddResponseCompression(o => o.EnableForHttps = true)
        .AddSlotStream()
        .AddClinicHealth();

    private static void MapClinicApi(this WebApplication app, HostSettings settings)
    {
        app.UseTrustedProxies(settings.ApiProxies);
        app.Use((context, next) =>
        {
            context.Answering();
            return next(context);
        });
        app.UseHead();
        app.UseApiProblems();
        app.UseApiLanguages();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        app.UseLimitHeaders();
        app.UseBodyLimit();
        app.UseUnknown();
        app.UsePublicAccess();
        app.UseChallenges(settings.ApiLimits.Challenge);
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/w"), w => w.UseResponseCompression());

        var api = app.MapGroup("/api/v1").Public();
        api.MapClinic();
        api.MapDoctors();
        api.MapVisitTypes();
        api.MapSlots();
        api.MapChallenge();
        api.MapCodes();
        api.MapHolds();
        api.MapBookings();
        api.MapCallbacks();
        api.MapWaitingList();
        api.MapStream();
        api.MapChanges();
        app.MapWidget();
        app.MapPhotos();
        app.MapConsent();
        app.MapClinicHealth();
        app.MapDocuments();
    }
}
