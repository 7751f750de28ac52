using System.Globalization;
using System.Security.Claims;
using Clinic.Domain;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Clinic.Web.Users;

/// <summary>What the session remembers of a user beside name and roles; renewed with the security stamp.</summary>
public sealed class UserClaims(UserManager<User> users, RoleManager<IdentityRole<int>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole<int>>(users, roles, options)
{
    internal const string DisplayName = "clinic:name";
    internal const string Doctor = "clinic:doctor";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(DisplayName, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName!));
        if (user.DoctorId is { } doctor)
        {
            identity.AddClaim(new(Doctor, doctor.Value.ToString(CultureInfo.InvariantCulture)));
        }

        return identity;
    }
}

/// <summary>Reads a session.</summary>
public static class PrincipalReading
{
    /// <summary>The signed-in user as the use cases know them.</summary>
    public static Actor Actor(this ClaimsPrincipal principal) => Clinic.Domain.Users.Actor.Of(
        principal.Identity?.Name ?? "",
        [.. principal.FindAll(ClaimTypes.Role).Select(c => c.Value)],
        DoctorId.TryParse(principal.FindFirstValue(UserClaims.Doctor), CultureInfo.InvariantCulture, out var doctor) ? doctor : null);

    public static string DisplayName(this ClaimsPrincipal principal) => principal.FindFirstValue(UserClaims.DisplayName) ?? principal.Identity?.Name ?? "";
}
