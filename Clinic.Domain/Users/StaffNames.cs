using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Users;

/// <summary>What colleagues call each other, by the names that rows keep: those for signing in.</summary>
internal static class StaffNames
{
    /// <summary>Of nobody who is unknown by now, nor of the patient and the program.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> Staff(this ClinicDb db, IEnumerable<string?> logins, CancellationToken cancel)
    {
        var wanted = logins.OfType<string>().Distinct().ToList();
        return wanted.Count == 0 ? new Dictionary<string, string>() : await db.Users
            .Where(u => u.DisplayName != "" && EF.Parameter(wanted).Contains(u.UserName!))
            .ToDictionaryAsync(u => u.UserName!, u => u.DisplayName, cancel);
    }
}
