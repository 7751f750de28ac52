using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Api.Challenges;

/// <summary>
/// Makes challenges and takes solutions, each once. Nothing of a challenge is kept, its signature tells that it is ours. Which solutions have been used
/// is known to this process alone and until they expire: they are a price and no lock, so that of several processes each may take one again, and a flood
/// of them writes nothing into the database. Each entry has cost its sender the work, which keeps the list short.
/// </summary>
internal sealed class ProofOfWork(InstallationKeys keys, TimeProvider clock)
{
    /// <summary>On average half of them are tried: a moment on a computer, about a second on a slow telephone.</summary>
    internal const int MaxNumber = 150_000;

    internal const string Algorithm = "SHA-256";
    private const int SaltBytes = 12;
    private const int MostLetters = 1000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();
    private long swept;

    internal async ValueTask<Challenge> Ask(CancellationToken cancel)
    {
        var expires = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();

        // The last letter keeps digits of the number from being taken for the salt's.
        var salt = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes))}?expires={expires}&");
        var hash = Hash(salt, RandomNumberGenerator.GetInt32(MaxNumber + 1));
        return new(Algorithm, hash, MaxNumber, salt, await Sign(hash, cancel));
    }

    /// <summary>Whether it is the solution of a challenge of ours that has not expired, here for the first time.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="cancel">Cancels.</param>
    internal async ValueTask<bool> Accept(string text, CancellationToken cancel)
    {
        if (Read(text) is not { Hash: { } hash, Salt: { } salt, Signature: { } signature } solution || solution.Algorithm != Algorithm)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (Expiry(salt) is not { } expiry || expiry <= now || !Same(Hash(salt, solution.Number), hash) || !Same(await Sign(hash, cancel), signature))
        {
            return false;
        }

        Sweep(now);
        return used.TryAdd(hash, expiry);
    }

    private static Solution? Read(string text)
    {
        var bytes = new byte[MostLetters];
        try
        {
            return text.Length <= MostLetters && Convert.TryFromBase64String(text, bytes, out var length) ? JsonSerializer.Deserialize<Solution>(bytes.AsSpan(0, length), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Expiry(string salt) =>
        salt.EndsWith('&') && salt.IndexOf('?', StringComparison.Ordinal) is > 0 and var at
        && int.TryParse(QueryHelpers.ParseQuery(salt[at..]).GetValueOrDefault("expires").ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string Hash(string salt, long number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{salt}{number}"))));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>The key is used as text, as ALTCHA's own libraries do.</summary>
    private async ValueTask<string> Sign(string hash, CancellationToken cancel)
    {
        var key = Convert.ToHexStringLower(await keys.Get(InstallationKeys.Visitors, cancel));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(hash)));
    }

    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref swept);
        if (now.UtcTicks - last < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref swept, now.UtcTicks, last) != last)
        {
            return;
        }

        foreach (var (hash, _) in used.Where(u => u.Value <= now))
        {
            used.TryRemove(hash, out _);
        }
    }
}
