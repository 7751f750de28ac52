using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Web.Users;

/// <summary>Sign-in, sessions, rights.</summary>
public static class UsersRegistration
{
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    public static void AddSignIn(this IServiceCollection services, HostSettings settings)
    {
        services.AddUsers()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddErrorDescriber<UserErrors>();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = SessionCheck.Interval);
        var cookies = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        cookies.AddApplicationCookie();

        // Nobody gets this one; but whoever is thrown out is signed out of it as well, which must not fail.
        cookies.AddTwoFactorRememberMeCookie();
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "clinic-session";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.SlidingExpiration = true;
            o.ExpireTimeSpan = Session;
            o.LoginPath = "/sign-in";
            o.ReturnUrlParameter = "returnUrl";
            o.Events.OnValidatePrincipal = Validate;
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionCheck>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ActingUser>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<DemoUsers>();
        services.AddSessionKeys(settings);
    }

    /// <summary>The page that says that the database is away cannot ask it who is reading.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    /// <summary>Makes the folder of the keys, closed to others.</summary>
    /// <exception cref="SettingsException">The folder cannot be made.</exception>
    public static void PrepareKeys(HostSettings settings)
    {
        try
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(settings.WebKeys)
                : Directory.CreateDirectory(settings.WebKeys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"Web:Keys: the folder '{Path.GetFullPath(settings.WebKeys)}' cannot be made ({error.Message})"]);
        }
    }

    /// <summary>The keys outlive the process, so that a restart signs nobody out. Where the system has no vault for them the folder's rights protect them.</summary>
    private static void AddSessionKeys(this IServiceCollection services, HostSettings settings)
    {
        // Sessions of the demo, to which anybody signs in, are not understood once the demo is switched off.
        var keys = services.AddDataProtection().SetApplicationName(settings.Demo ? "Clinic.Web demo" : "Clinic.Web").PersistKeysToFileSystem(new(settings.WebKeys));
        if (OperatingSystem.IsWindows())
        {
            keys.ProtectKeysWithDpapi();
        }

        // "No XML encryptor configured": see above.
        services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
