using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Demo;
using Clinic.Domain.Hosting;
using Clinic.Domain.Settings;
using Clinic.Web.Components;
using Radzen;

namespace Clinic.Web.Hosting;

/// <summary>The intranet: pages for people, jobs, migrations.</summary>
public static class WebHost
{
    /// <summary>Migrates, then runs the intranet and, unless switched off, the public host beside it.</summary>
    public static async Task Serve(string[] args)
    {
        await using var web = Build(args);
        var settings = web.Services.GetRequiredService<HostSettings>();
        await web.Services.GetRequiredService<MigrateDatabase>().Run(CancellationToken.None);
        if (settings.Demo)
        {
            await web.Services.GetRequiredService<SeedDemo>().Run(CancellationToken.None);
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
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddClinicFile(args);
        builder.Logging.AddClinicLogging();
        configure?.Invoke(builder);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddClinicDomain(settings);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddClinicHealth();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAntiforgery();
        app.UseAuthorization();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapClinicHealth();
        app.Listen("Web:Urls", settings.WebUrls);
        return app;
    }
}
