using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clinic.Domain.Availability;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>The caller's key and a fingerprint of the wish, both as hashes.</summary>
internal sealed record Idempotency(string Key, string RequestHash)
{
    /// <summary>Null where the caller gave no key.</summary>
    internal static Idempotency? Of(BookCommand command, Actor actor) => command.IdempotencyKey is null ? null
        : new(KeyHash(actor.Channel, command.IdempotencyKey), Hash(Fingerprint(command) + Rest(command)));

    internal static string KeyHash(Channel channel, string key) => Hash($"{channel}\n{key}");

    internal static BookingReceipt Answer(IdempotencyKey done, byte[] linkKey)
    {
        var stored = JsonSerializer.Deserialize<StoredAnswer>(done.Answer)!;
        var slot = new Slot(
            new(stored.Doctor), new(stored.VisitType), new(stored.Site), stored.Room is { } room ? new(room) : null,
            new(stored.Start.ToUniversalTime(), stored.End.ToUniversalTime()), stored.Price);
        return new(done.BookingId, stored.Code, BookingTokens.Token(linkKey, done.BookingId), stored.Pending ? BookingStatus.Pending : BookingStatus.Booked, slot);
    }

    internal IdempotencyKey Done(BookingReceipt receipt, DateTime now)
    {
        var slot = receipt.Slot;
        return new()
        {
            Key = Key,
            RequestHash = RequestHash,
            BookingId = receipt.Id,
            Answer = JsonSerializer.Serialize(new StoredAnswer(
                receipt.Code, slot.DoctorId.Value, slot.VisitTypeId.Value, slot.SiteId.Value, slot.RoomId?.Value, slot.Range.Start, slot.Range.End, slot.Price,
                receipt.Status == BookingStatus.Pending)),
            CreatedAt = now,
        };
    }

    /// <summary>What came later than the fingerprint: nothing where it is not used, so that keys of earlier versions of the program stay good.</summary>
    private static string Rest(BookCommand command) => (command.ConsentOnPaper ? "\npaper" : "")
        + (command.MarketingVersion is { } ads ? $"\nmarketing:{ads}" : "")
        + (command.BookedBy is { } by ? "\nby:" + JsonSerializer.Serialize(new { by.Contact.Name, phone = by.Contact.Phone.E164, by.Contact.Email, by.Relation }) : "");

    private static string Fingerprint(BookCommand command) => JsonSerializer.Serialize(new
    {
        slot = command.Slot?.ToString(),
        hold = command.Hold?.ToString(),
        patient = command.Patient?.Value,
        command.Contact?.Name,
        phone = command.Contact?.Phone.E164,
        command.Contact?.BirthDate,
        command.Contact?.Email,
        command.ConsentVersion,
        command.Payment,
        command.Comment,
        command.Source,
        command.Insurer,
        command.Policy,
        command.Referral,
        command.Override,
        command.OverridePatient,
    });

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record StoredAnswer(string Code, int Doctor, int VisitType, int Site, int? Room, DateTime Start, DateTime End, decimal? Price, bool Pending = false);
}
