using Clinic.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clinic.Tests.Widget;

/// <summary>A clinic open to bookings from now on, its public host, and somebody's website on an origin of its own with the widget in it.</summary>
internal sealed class Website : IAsyncDisposable
{
    private readonly WebApplication site;

    private Website(TestClinic clinic, RunningApi api, WebApplication site)
    {
        this.site = site;
        (Clinic, Api, Url) = (clinic, api, site.Urls.Single());
    }

    public TestClinic Clinic { get; }

    public RunningApi Api { get; }

    public string Url { get; }

    /// <summary>Where the public host is, without a slash at the end.</summary>
    public string Server => Api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <param name="body">The page; SERVER stands for the public host.</param>
    /// <param name="security">The page's own security policy; SERVER as well.</param>
    /// <param name="settings">Of the public host.</param>
    public static async Task<Website> Start(string body = "<clinic-booking></clinic-booking>", string? security = null, params (string Key, string Value)[] settings)
    {
        var clinic = await TestClinic.Create(Domain.Database.DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        var api = await RunningApi.Start(clinic, [("Api:AllowedOrigins", "*"), .. settings]);
        var server = api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", (HttpResponse response) =>
        {
            if (security is not null)
            {
                response.Headers.ContentSecurityPolicy = security.Replace("SERVER", server, StringComparison.Ordinal);
            }

            return Results.Content(
                $"""<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Сайт</title><link rel="icon" href="data:,"><script src="{server}/w/booking.js" async></script>{body.Replace("SERVER", server, StringComparison.Ordinal)}</html>""",
                "text/html; charset=utf-8");
        });
        site.MapGet("/host.css", () => Results.Content("* { color: red !important; font: 30px/3 serif; text-transform: uppercase; float: left; } div, button { display: none !important; } body { letter-spacing: 9px; text-align: right; }", "text/css"));
        site.MapGet("/host.js", () => Results.Content(
            """
            for (const name of ['append', 'replaceChildren', 'prepend']) Element.prototype[name] = () => { throw new Error('patched ' + name); };
            Element.prototype.show = Element.prototype.hide = Element.prototype.update = function () { return this; };
            Array.prototype.toJSON = undefined;
            """,
            "text/javascript"));
        await site.StartAsync();
        return new(clinic, api, site);
    }

    public async ValueTask DisposeAsync()
    {
        await site.StopAsync();
        await site.DisposeAsync();
        await Api.DisposeAsync();
        await Clinic.DisposeAsync();
    }
}
