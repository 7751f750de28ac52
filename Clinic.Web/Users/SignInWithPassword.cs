using Clinic.Domain.Users;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Web.Users;

/// <summary>Signs in with name and password. A refusal says and shows, also by its duration, nothing of whether the user exists or is locked out.</summary>
public sealed class SignInWithPassword(SignInManager<User> signIn, IPasswordHasher<User> hasher)
{
    private static string? nobodysHash;

    /// <summary>The user, signed in; null for every kind of refusal.</summary>
    public async Task<User?> Run(string name, string password)
    {
        var user = await signIn.UserManager.FindByNameAsync(name);
        if (user?.PasswordHash is null || await signIn.UserManager.IsLockedOutAsync(user))
        {
            nobodysHash ??= hasher.HashPassword(new User(), Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(new User(), nobodysHash, password);
            return null;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? user : null;
    }
}
