using Clinic.Domain.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Clinic.Tests.Hosting;

/// <summary>The whole program as its user starts it: both hosts of the demo clinic in one process, SQLite in a folder of its own.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private readonly string folder;
    private readonly ServerProcess server;
    private readonly List<WebApplication> sites = [];

    private RunningDemo(string folder, ServerProcess server, string web, string api)
    {
        this.folder = folder;
        this.server = server;
        Web = web;
        Api = api;
    }

    public string Web { get; }

    public string Api { get; }

    /// <summary>What the program wrote to the console.</summary>
    public string Log => server.Output;

    public static async Task<RunningDemo> Start()
    {
        var folder = Directory.CreateTempSubdirectory("clinic-demo-").FullName;
        var (web, api) = ($"http://127.0.0.1:{ServerProcess.FreePort()}", $"http://127.0.0.1:{ServerProcess.FreePort()}");
        var server = ServerProcess.Start("Clinic.Web", folder, [], ("ASPNETCORE_ENVIRONMENT", "Development"), ("Web:Urls", web), ("Api:Urls", api), ("Api:Limits:Enabled", "false"));
        await server.Ready(web);
        await server.Ready(api);
        return new(folder, server, web, api);
    }

    /// <summary>The domain over the running program's database, for looking.</summary>
    public TestClinic Inside() => TestClinic.Over(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, ".data", "clinic.db")}"));

    /// <summary>Somebody's website on an origin of its own: one page.</summary>
    public async Task<string> Website(string html)
    {
        var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        await site.StartAsync();
        sites.Add(site);
        return site.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in sites)
        {
            await site.StopAsync();
            await site.DisposeAsync();
        }

        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
