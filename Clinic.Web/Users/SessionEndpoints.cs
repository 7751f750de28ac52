using System.Security.Claims;
using Clinic.Domain;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Clinic.Web.Users;

/// <summary>Signing out, language and colours, and in the demo the sign-in by one click. All are forms with an antiforgery token.</summary>
public static class SessionEndpoints
{
    private const string Home = "/";

    public static void MapSession(this IEndpointRouteBuilder routes, HostSettings settings)
    {
        routes.MapPost("/sign-out", SignOut).RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/language", SetLanguage).AllowAnonymous();
        routes.MapPost("/theme", SetTheme).AllowAnonymous();
        if (settings.Demo)
        {
            routes.MapPost("/demo/sign-in", DemoSignIn).AllowAnonymous();
        }
    }

    /// <summary>The path if it leads to a page of ours, else the home page: nobody is sent elsewhere by a link.</summary>
    public static string Local(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && !path.Contains('\\', StringComparison.Ordinal) ? path : Home;

    private static async Task<RedirectHttpResult> SignOut([FromForm] string? returnUrl, SignInManager<User> signIn, HttpContext context)
    {
        await signIn.SignOutAsync();

        // The next one at this desk gets their own language.
        Preferences.ForgetLanguage(context);
        return TypedResults.LocalRedirect(Local(returnUrl ?? "/sign-in"));
    }

    private static async Task<RedirectHttpResult> SetLanguage(
        [FromForm] string language, [FromForm] string? returnUrl, ClaimsPrincipal principal, UserManager<User> users, HttpContext context)
    {
        if (LocalText.Languages.Contains(language))
        {
            Preferences.Language(context, language);
            if (await users.GetUserAsync(principal) is { } user && user.Language != language)
            {
                user.Language = language;
                await users.UpdateAsync(user);
            }
        }

        return TypedResults.LocalRedirect(Local(returnUrl));
    }

    private static RedirectHttpResult SetTheme([FromForm] string theme, [FromForm] string? returnUrl, HttpContext context)
    {
        Preferences.Theme(context, theme == Preferences.Dark ? Preferences.Dark : Preferences.Light);
        return TypedResults.LocalRedirect(Local(returnUrl));
    }

    private static async Task<RedirectHttpResult> DemoSignIn(
        [FromForm] string role, [FromForm] string? returnUrl, DemoUsers demo, SignInManager<User> signIn, CancellationToken cancel)
    {
        if (await demo.Find(role, cancel) is not { } user)
        {
            return TypedResults.LocalRedirect("/sign-in");
        }

        await signIn.SignInAsync(user, isPersistent: false);
        return TypedResults.LocalRedirect(Local(returnUrl));
    }
}
