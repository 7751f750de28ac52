using Clinic.Domain.Users;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Web.Users;

/// <summary>Who acts, with the rights as they stand at this moment: what was taken away a second ago is refused, though the page is still open.</summary>
public sealed class ActingUser(CurrentUser user, IServiceScopeFactory scopes)
{
    public async Task<Actor> Now()
    {
        var principal = await user.Principal();
        await using var scope = scopes.CreateAsyncScope();
        var known = await scope.ServiceProvider.GetRequiredService<SignInManager<User>>().ValidateSecurityStampAsync(principal);
        return known is null
            ? Actor.Of(principal.Identity?.Name ?? "", [], null)
            : Actor.Of(known.UserName!, [.. await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GetRolesAsync(known)], known.DoctorId);
    }
}
