using System.Net;
using Clinic.Domain.Database;
using Clinic.Domain.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>The whole program: both hosts of the demo clinic in one process, SQLite in a folder of its own.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> Template = new(MakeTemplate);

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

    /// <summary>Over a clinic that was furnished before.</summary>
    public static async Task<RunningDemo> Start() => await Start(await Furnished());

    /// <summary>As its user starts it for the first time: the program furnishes the clinic.</summary>
    public static Task<RunningDemo> StartAnew() => Start(Directory.CreateTempSubdirectory("clinic-demo-").FullName);

    /// <summary>A folder in which a program that is started finds the demo clinic furnished.</summary>
    public static async Task<string> Furnished()
    {
        var folder = Directory.CreateTempSubdirectory("clinic-demo-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".data"));
        await File.WriteAllBytesAsync(Path.Combine(folder, ".data", "clinic.db"), await Template.Value);
        return folder;
    }

    /// <summary>Signs in the profile of a page as the demo's button does, without having its browser draw the buttons and the page that follows.</summary>
    public static async Task SignIn(IPage page, string web, string role)
    {
        var source = await (await page.APIRequest.GetAsync($"{web}/sign-in")).TextAsync();
        var form = page.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", RunningWeb.Token(source)).Set("role", role);
        var answer = await page.APIRequest.PostAsync($"{web}/demo/sign-in", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Redirect, answer.Status);
    }

    private static async Task<RunningDemo> Start(string folder)
    {
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
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        await site.StartAsync();
        sites.Add(site);
        return site.Urls.Single();
    }

    private static async Task<byte[]> MakeTemplate()
    {
        await using var database = await TestDatabase.Create(DatabaseProvider.Sqlite);
        await using (var clinic = TestClinic.Over(database, new(TimeProvider.System.GetUtcNow())))
        {
            Assert.True(await clinic.Get<SeedDemo>().Run(CancellationToken.None));
        }

        return await database.Bytes();
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
