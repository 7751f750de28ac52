using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Domain.Users;

/// <summary>Gives a user a new password: the old one and all sessions end, a pause after wrong attempts too.</summary>
public sealed class SetPassword(UserManager<User> users, ClinicDb db, TimeProvider clock)
{
    /// <summary>Answers the user's number, or <c>forbidden</c>, <c>not-found</c>, <c>invalid</c> with what is wrong with the password.</summary>
    public async Task<Result<int>> Run(int id, string password, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        if (string.IsNullOrEmpty(password))
        {
            return Problem.Field("/password", ProblemCodes.Required);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is not { } user)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var removed = await users.RemovePasswordAsync(user);
        var added = removed.Succeeded ? await users.AddPasswordAsync(user, password) : removed;
        if (!added.Succeeded)
        {
            return added.Problem();
        }

        if (!LockUser.IsLocked(user))
        {
            user.LockoutEnd = null;
        }

        user.AccessFailedCount = 0;
        if (await users.UpdateAsync(user) is { Succeeded: false } refused)
        {
            return refused.Problem();
        }

        db.Record(actor, clock.GetUtcNow().UtcDateTime, "password", nameof(User), id.ToString(CultureInfo.InvariantCulture), null, null);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }
}
