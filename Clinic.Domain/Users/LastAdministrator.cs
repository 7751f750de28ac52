using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Users;

/// <summary>Somebody must always be left who can let others in.</summary>
internal static class LastAdministrator
{
    /// <summary>Two who lock or demote each other at once take turns at the row of the role; must come first in the transaction.</summary>
    internal static Task TakeTurn(ClinicDb db, CancellationToken cancel) =>
        db.Roles.Where(r => r.Name == Roles.Administrator).ExecuteUpdateAsync(s => s.SetProperty(r => r.NormalizedName, r => r.NormalizedName), cancel);

    /// <summary>Whether the transaction would leave no administrator who may sign in.</summary>
    internal static async Task<bool> IsGone(ClinicDb db, CancellationToken cancel)
    {
        var administrators = await (
            from user in db.Users.AsNoTracking()
            join own in db.UserRoles on user.Id equals own.UserId
            join role in db.Roles on own.RoleId equals role.Id
            where role.Name == Roles.Administrator
            select user).ToListAsync(cancel);
        return administrators.All(LockUser.IsLocked);
    }
}
