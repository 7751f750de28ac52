using Clinic.Domain.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Users;

/// <summary>Registers the users of the intranet; the public host knows none.</summary>
public static class UsersRegistration
{
    /// <summary>Length is what makes a password hard to guess; forced digits and signs only make it hard to remember.</summary>
    public const int MinPasswordLength = 10;

    /// <summary>Ten times the same letter is no password.</summary>
    public const int DifferentCharacters = 5;

    private const int AttemptsBeforeLockout = 8;
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(10);

    public static IdentityBuilder AddUsers(this IServiceCollection services)
    {
        services.AddScoped<CreateUser>().AddScoped<SaveUser>().AddScoped<SetPassword>().AddScoped<LockUser>().AddScoped<ReadUsers>();
        return services
            .AddIdentityCore<User>(o =>
            {
                o.Password = new()
                {
                    RequiredLength = MinPasswordLength,
                    RequiredUniqueChars = DifferentCharacters,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                o.Lockout.MaxFailedAccessAttempts = AttemptsBeforeLockout;
                o.Lockout.DefaultLockoutTimeSpan = Lockout;
                o.User.AllowedUserNameCharacters = "";
            })
            .AddRoles<IdentityRole<int>>()
            .AddEntityFrameworkStores<ClinicDb>();
    }
}
