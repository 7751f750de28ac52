using Clinic.Domain.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Users;

/// <summary>Makes the roles that are missing; part of the migration.</summary>
internal static class EnsureRoles
{
    internal static async Task Run(ClinicDb db, CancellationToken cancel)
    {
        var there = await db.Roles.Select(r => r.Name).ToListAsync(cancel);
        foreach (var name in Roles.All.Except(there))
        {
            db.Add(new IdentityRole<int> { Name = name, NormalizedName = name!.ToUpperInvariant(), ConcurrencyStamp = Guid.NewGuid().ToString() });
        }

        await db.SaveChangesAsync(cancel);
    }
}
