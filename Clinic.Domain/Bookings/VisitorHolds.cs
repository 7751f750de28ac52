using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Who holds a time without having signed in.</summary>
/// <param name="Key">Random text that the visitor's page keeps in memory: one active hold. Null where none was sent, and nothing is released.</param>
/// <param name="Address">The address, or the network that counts as one; null where addresses are not limited.</param>
/// <param name="MostHolds">How many holds at once come from one address at most.</param>
public sealed record Visitor(string? Key, string? Address, int MostHolds);

/// <summary>
/// What a visitor holds, as numbered places, so that no race exceeds it: one time for the visitor, a few for the address. The places belong to the hold,
/// last as long and are gone when it becomes a booking. Keys and addresses are stored as keyed hashes alone.
/// </summary>
internal sealed class VisitorHolds
{
    // Places of visitors are no dates and no starts: booked or released, they are told from all others by this.
    private const int Place = -1;

    private readonly Claim? own;
    private readonly Claim? shared;

    /// <param name="visitor">Null for staff, who hold as many times as they like.</param>
    /// <param name="secret">Key of the installation.</param>
    internal VisitorHolds(Visitor? visitor, byte[] secret)
    {
        own = visitor?.Key is { } key ? new(Resource("visitor", key, secret), Place, Place + 1, ProblemCodes.RateLimited) : null;
        shared = visitor?.Address is { } address
            ? new(Resource("address", address, secret), Place, Place + 1, ProblemCodes.RateLimited) { Capacity = visitor.MostHolds } : null;
    }

    /// <summary>What the new hold claims besides its time.</summary>
    internal IEnumerable<Claim> Claims => new[] { own, shared }.OfType<Claim>();

    /// <summary>Gives back what the visitor holds, in the transaction of the new hold; answers what to tell the change log, which is added already.</summary>
    internal async Task<IReadOnlyList<Change>> Release(ClinicDb db, CellLedger cells, CancellationToken cancel)
    {
        var released = new List<Change>();
        foreach (var id in await Former(db, cancel))
        {
            if (await ReleaseHold.Within(db, cells, new(id), cancel) is { } change)
            {
                released.Add(change);
            }
        }

        return released;
    }

    /// <summary>Whether the address holds as many times as it may, besides what the visitor would give back; seen from a context of its own.</summary>
    internal async Task<Problem?> Blocker(ClinicDb db, DateTime now, CancellationToken cancel) =>
        shared is null ? null : await OccupancyClaims.Blocker(db, [shared], await Former(db, cancel), now, cancel);

    /// <summary>Takes the places away from a hold that becomes a booking.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="hold">The hold.</param>
    /// <param name="rows">All that it owns; without them afterwards.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task Forget(ClinicDb db, HoldId hold, List<Occupancy> rows, CancellationToken cancel)
    {
        if (rows.RemoveAll(o => o.Cell == Place) > 0)
        {
            await db.Occupancy.Where(o => o.OwnerId == hold.Value && o.Cell == Place).ExecuteDeleteAsync(cancel);
        }
    }

    private async Task<List<Guid>> Former(ClinicDb db, CancellationToken cancel) =>
        own is null ? [] : await OccupancyClaims.In(db, own).Select(o => o.OwnerId).ToListAsync(cancel);

    private static ResourceId Resource(string kind, string key, byte[] secret) =>
        ResourceId.Limit($"{kind}:{Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key)))}");
}
