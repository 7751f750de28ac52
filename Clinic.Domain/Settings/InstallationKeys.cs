using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Settings;

/// <summary>Keys of this installation: made at migration, read once per process.</summary>
public sealed class InstallationKeys(IDbContextFactory<ClinicDb> factory)
{
    /// <summary>Hashes contacts, so that the public host recognises a returning one without reading the card.</summary>
    public const string Contacts = "contacts";

    /// <summary>Makes the tokens of private links.</summary>
    public const string Links = "links";

    /// <summary>Signs the challenges of the public host, and hashes the addresses of its visitors.</summary>
    public const string Visitors = "visitors";

    private const int Length = 32;
    private readonly ConcurrentDictionary<string, byte[]> known = new();

    /// <exception cref="InvalidOperationException">The database was never migrated.</exception>
    public async Task<byte[]> Get(string name, CancellationToken cancel)
    {
        if (known.TryGetValue(name, out var key))
        {
            return key;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var secret = await db.Secrets.FirstOrDefaultAsync(s => s.Name == name, cancel)
            ?? throw new InvalidOperationException($"The database holds no key '{name}': run 'Clinic.Web migrate'.");
        return known.GetOrAdd(name, secret.Value);
    }

    /// <summary>Makes the keys that are missing.</summary>
    internal static async Task Ensure(ClinicDb db, CancellationToken cancel)
    {
        var there = await db.Secrets.Select(s => s.Name).ToListAsync(cancel);
        foreach (var name in new[] { Contacts, Links, Visitors }.Except(there))
        {
            db.Add(new ServerSecret { Name = name, Value = RandomNumberGenerator.GetBytes(Length) });
        }

        await db.SaveChangesAsync(cancel);
    }
}
