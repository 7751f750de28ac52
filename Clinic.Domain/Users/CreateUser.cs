using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Domain.Users;

/// <summary>Somebody who is to sign in.</summary>
/// <param name="Name">What they type at sign-in.</param>
/// <param name="DisplayName">What colleagues see.</param>
/// <param name="Roles">Of <see cref="Users.Roles"/>.</param>
/// <param name="Language">ru, en or fr.</param>
/// <param name="Doctor">For the role doctor: who they are in the rosters.</param>
public sealed record NewUser(string Name, string DisplayName, IReadOnlyList<string> Roles, string Language, DoctorId? Doctor = null);

/// <summary>Makes a user with roles; user, roles and audit entry commit together.</summary>
public sealed class CreateUser(UserManager<User> users, ClinicDb db, TimeProvider clock)
{
    /// <param name="wanted">The user.</param>
    /// <param name="password">Null for a user who cannot sign in with one.</param>
    /// <param name="actor">Who asks; needs <see cref="Rights.Administer"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<IdentityResult> Run(NewUser wanted, string? password, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return IdentityResult.Failed(new IdentityError { Code = Problems.ProblemCodes.Forbidden, Description = Problems.Problem.Text(Problems.ProblemCodes.Forbidden) });
        }

        var user = new User { UserName = wanted.Name, DisplayName = wanted.DisplayName, Language = wanted.Language, DoctorId = wanted.Doctor };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        if (!result.Succeeded)
        {
            return result;
        }

        result = await users.AddToRolesAsync(user, wanted.Roles);
        if (!result.Succeeded)
        {
            return result;
        }

        db.Record(actor, clock.GetUtcNow().UtcDateTime, "create", nameof(User), user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), null,
            new { roles = wanted.Roles, doctor = wanted.Doctor?.Value });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }
}
