using System.Text.Encodings.Web;
using System.Text.Unicode;
using Clinic.Api.Hosting;
using Clinic.Domain.Database;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace Clinic.Web.Components;

/// <summary>Registers and maps the pages.</summary>
public static class PagesRegistration
{
    // Styles are set on elements by Radzen; scripts come from files of ours alone.
    private const string ContentSecurity =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const int LargestMessage = 512 * 1024;

    public static void AddPages(this IServiceCollection services)
    {
        // A page's kept state and a long text that is typed come in one message each; those who send them have signed in.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(o => o.MaximumReceiveMessageSize = LargestMessage);
        services.AddRadzenComponents();
        services.AddSingleton<ILocalizer, RadzenWords>();

        // Letters of any script as they are: entities would make a Russian page three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddScoped<Bookings.DeskHistory>();
        services.AddScoped<Availability.SidePanel>();
        services.AddScoped<Patients.LastSearch>();
        services.AddLanguages();
        services.AddExceptionHandler<PageFaults>();
        services.AddAntiforgery(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);

        // A form without its token is answered, not thrown about, in Development as well.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/status/500",
            CreateScopeForErrors = true,
            StatusCodeSelector = e => DatabaseErrors.IsDatabase(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.Use(Secure);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use(ReadOnlyFaults);
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(RefuseUnreadableForms);
        app.UseAntiforgery();
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .Add(endpoint =>
            {
                // A page declares its own policy. What the framework maps beside the pages is the circuit, and circuits are for those who signed in.
                if (!endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
                {
                    endpoint.Metadata.Add(new AuthorizeAttribute(Policies.SignedIn));
                    var circuit = endpoint.RequestDelegate!;
                    endpoint.RequestDelegate = context => stopping.IsCancellationRequested ? RefuseWhileStopping(context) : circuit(context);
                }
            });
        routes.MapFallback("{**path}", () => TypedResults.StatusCode(StatusCodes.Status404NotFound)).AllowAnonymous();
    }

    /// <summary>A page whose circuit has ended asks for another at once, and nobody would end that one: the program would wait for it.</summary>
    private static Task RefuseWhileStopping(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;

        // No page is drawn for it: scripts ask.
        return context.Response.CompleteAsync();
    }

    /// <summary>The page of a fault is shown, whatever was sent: the form that was refused is not read again.</summary>
    private static Task ReadOnlyFaults(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    /// <summary>Antiforgery fails on a form that it cannot read. Not to be read before it: what it refuses later would be taken all the same.</summary>
    private static async Task RefuseUnreadableForms(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (error.IsUnreadableForm() && context.Request.HasFormContentType && context.Features.Get<IAntiforgeryValidationFeature>() is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private static Task Secure(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
