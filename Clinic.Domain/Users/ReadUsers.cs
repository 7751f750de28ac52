using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Users;

/// <summary>Reads everybody who can sign in, by display name.</summary>
public sealed class ReadUsers(IDbContextFactory<ClinicDb> factory)
{
    public async Task<Result<IReadOnlyList<UserRow>>> Run(Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var users = await db.Users.ToListAsync(cancel);
        var roles = (await db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => new { u.UserId, r.Name }).ToListAsync(cancel)).ToLookup(r => r.UserId, r => r.Name!);
        var mine = users.Select(u => u.DoctorId).OfType<DoctorId>().Distinct().ToList();
        var doctors = await db.Doctors.Where(d => EF.Parameter(mine).Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        return Result.Of<IReadOnlyList<UserRow>>(
        [
            .. users.Select(u => new UserRow(Details(u, roles[u.Id]), u.DoctorId is { } id ? doctors.GetValueOrDefault(id)?.Full : null, LockUser.IsLocked(u), u.PasswordHash is not null))
                .OrderBy(r => r.Details.DisplayName, StringComparer.CurrentCulture),
        ]);
    }

    private static UserDetails Details(User user, IEnumerable<string> roles) => new()
    {
        Id = user.Id,
        Name = user.UserName!,
        DisplayName = user.DisplayName.Length > 0 ? user.DisplayName : user.UserName!,
        Roles = [.. Roles.All.Intersect(roles)],
        Doctor = user.DoctorId,
        Language = user.Language,
        Stamp = user.ConcurrencyStamp,
    };
}
