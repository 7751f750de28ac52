using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>By what a repeat of a request is known: the caller's key, else what is wanted and when. Keyed hashes, so that nothing of the contact can be guessed from them.</summary>
internal sealed record RequestKey(string Key, string? Before, string RequestHash)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    internal static RequestKey Of(RequestTerms request, Channel channel, byte[] secret, DateTime now)
    {
        var contact = request.Contact;
        var wanted = Hash(secret, string.Join('\n', request.Kind, contact.Phone, contact.Name, contact.BirthDate?.ToString("o", CultureInfo.InvariantCulture), contact.Email, request.Agreement.Version, request.Wanted));
        var window = now.Ticks / Window.Ticks;
        return request.Key is { } key
            ? new(Hash(secret, $"{channel}\n{request.Kind}\n{key}"), null, wanted)
            : new(InWindow(window), InWindow(window - 1), wanted);

        string InWindow(long number) => Hash(secret, string.Create(CultureInfo.InvariantCulture, $"{channel}\n{request.Kind}\n{wanted}\n{number}\n"));
    }

    /// <summary>What was answered to the same request before; null where it is new.</summary>
    internal async Task<Result<Guid>?> Earlier(ClinicDb db, CancellationToken cancel)
    {
        var (key, before) = (Key, Before);
        var done = await db.IdempotencyKeys.Where(k => k.Key == key || k.Key == before).OrderBy(k => k.CreatedAt).FirstOrDefaultAsync(cancel);
        return done is null ? null : done.RequestHash == RequestHash ? done.BookingId.Value : new Problem(ProblemCodes.IdempotencyMismatch);
    }

    /// <summary>The row that makes the key used up; it holds the id of the request.</summary>
    internal IdempotencyKey Done(Guid id, DateTime now) => new() { Key = Key, RequestHash = RequestHash, BookingId = new(id), CreatedAt = now };

    private static string Hash(byte[] secret, string text) => Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
}
