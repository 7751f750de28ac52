using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Domain.Users;

/// <summary>Closes an account, or opens it again. Whoever is locked is out within seconds, wherever they are signed in. One administrator stays.</summary>
public sealed class LockUser(UserManager<User> users, ClinicDb db, TimeProvider clock)
{
    /// <summary>Far from the minutes that wrong attempts cost.</summary>
    private static readonly DateTimeOffset Forever = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Answers the user's number, or <c>forbidden</c>, <c>not-found</c>, <c>last-administrator</c>.</summary>
    public async Task<Result<int>> Run(int id, bool locked, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LastAdministrator.TakeTurn(db, cancel);
        if (await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is not { } user)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (IsLocked(user) == locked)
        {
            return id;
        }

        (user.LockoutEnabled, user.LockoutEnd, user.AccessFailedCount) = (true, locked ? Forever : null, 0);

        // Saves the user as well; sessions of before are worth nothing now.
        if (await users.UpdateSecurityStampAsync(user) is { Succeeded: false } refused)
        {
            return refused.Problem();
        }

        if (locked && await users.IsInRoleAsync(user, Roles.Administrator) && await LastAdministrator.IsGone(db, cancel))
        {
            return new Problem(ProblemCodes.LastAdministrator);
        }

        db.Record(actor, clock.GetUtcNow().UtcDateTime, locked ? "lock" : "unlock", nameof(User), id.ToString(CultureInfo.InvariantCulture), null, null);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    internal static bool IsLocked(User user) => user.LockoutEnd >= Forever;
}
