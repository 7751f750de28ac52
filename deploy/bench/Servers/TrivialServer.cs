using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clinic.Bench.Servers;

/// <summary>Answers the same bytes whatever is asked: what the machine, Kestrel and the client of the bench can do at all.</summary>
internal static class TrivialServer
{
    public const string Name = "serve-trivial";

    /// <param name="size">Bytes of the answer.</param>
    /// <param name="type">Its content type.</param>
    public static Task<Server> Start(int size, string type) => Server.Own(Name, size.ToString(CultureInfo.InvariantCulture), type);

    public static async Task Serve(int size, string type, string url)
    {
        var app = Plain(url);
        var body = new byte[size];
        Array.Fill(body, (byte)'x');
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/", async context =>
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await app.RunAsync();
    }

    /// <summary>Kestrel with the settings of the public host, and nothing else.</summary>
    internal static WebApplication Plain(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        var app = builder.Build();
        app.Urls.Add(url);
        return app;
    }
}
