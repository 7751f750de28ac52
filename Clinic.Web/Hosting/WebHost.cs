using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Demo;
using Clinic.Domain.Hosting;
using Clinic.Domain.Settings;
using Clinic.Web.Audit;
using Clinic.Web.Changes;
using Clinic.Web.Components;
using Clinic.Web.Doctors;
using Clinic.Web.Jobs;
using Clinic.Web.Patients;
using Clinic.Web.Reports;
using Clinic.Web.Rosters;
using Clinic.Web.Users;

namespace Clinic.Web.Hosting;

/// <summary>The intranet: pages for people, jobs, migrations.</summary>
public static partial class WebHost
{
    /// <summary>Migrates, fills the demo, then runs the intranet and, unless switched off, the public host beside it.</summary>
    public static async Task Serve(string[] args)
    {
        await using var web = Build(args);
        var settings = web.Services.GetRequiredService<HostSettings>();
        await web.Services.GetRequiredService<MigrateDatabase>().Run(CancellationToken.None);
        UsersRegistration.PrepareKeys(settings);
        if (settings.Demo)
        {
            await web.Services.GetRequiredService<SeedDemo>().Run(CancellationToken.None);
        }

        if (await web.Services.GetRequiredService<SetUpClinic>().StopUnsendableCodes(CancellationToken.None))
        {
            LogCodesStopped(web.Logger);
        }

        if (!settings.ApiInProcess)
        {
            await Startup.Serve(web);
            return;
        }

        await using var api = ApiHost.Build(args);
        await Startup.Serve(api, web);
    }

    /// <param name="args">The command line.</param>
    /// <param name="configure">For tests: last changes before the host is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,

            // Published files lie beside the program, wherever it is started from; in development they are found by the build's manifest.
            ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
        });
        builder.Configuration.AddClinicFile(args);
        builder.Logging.AddClinicLogging();
        configure?.Invoke(builder);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Services.AddClinicDomain(settings);
        builder.Services.AddEncryption();
        builder.Services.AddSignIn(settings);
        builder.Services.AddPages();
        builder.Services.AddJournals();
        builder.Services.AddChangeFollower();
        builder.Services.AddJobs();
        builder.Services.AddClinicHealth();
        var app = builder.Build();
        app.UseTrustedProxies(settings.WebProxies);
        app.UsePages();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPages();
        app.MapSession(settings);
        app.MapRosterSamples();
        app.MapPatientTables();
        app.MapDoctorPhotos();
        app.MapReports();
        app.MapClinicHealth();
        app.Listen("Web:Urls", settings.WebUrls);
        return app;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no Mail:Host, so visitors are no longer asked for a code by e-mail; the settings page asks for it again once there is one.")]
    private static partial void LogCodesStopped(ILogger logger);
}
