using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Availability;

namespace Clinic.Domain.Bookings;

/// <summary>What whoever booked, moved or cancelled is told.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Code">What the patient says at the desk.</param>
/// <param name="Token">The private link's token.</param>
/// <param name="Status">Where the booking stands.</param>
/// <param name="Slot">The time it stands at.</param>
public sealed record BookingReceipt(BookingId Id, string Code, string Token, BookingStatus Status, Slot Slot);

/// <summary>Codes and tokens of bookings.</summary>
public static class BookingTokens
{
    // No letters or digits that are mistaken for one another when read aloud.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int CodeLength = 6;
    private const int TokenBytes = 20;

    public static string NewCode() => RandomNumberGenerator.GetString(CodeLetters, CodeLength);

    /// <summary>A code that is no secret and comes out the same each time; for the demo.</summary>
    internal static string NewCode(Random random) => random.GetString(CodeLetters, CodeLength);

    /// <summary>160 bits that follow from the booking and a key of the installation, so that a repeated request gets the same link though none is stored.</summary>
    public static string Token(byte[] key, BookingId id) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, id.Value.ToByteArray())[..TokenBytes]).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>Reads a booking as the slot it stands at.</summary>
public static class BookingSlots
{
    public static Slot Slot(this Booking booking) =>
        new(booking.DoctorId, booking.VisitTypeId, booking.SiteId, booking.RoomId, booking.Range, booking.Price);

    /// <summary>Where the booking stands. How much rooms and devices take at once, and quotas, were asked when it was made and are not kept.</summary>
    public static Placement Placement(this Booking booking) =>
        new(booking.Slot(), booking.BufferBefore, booking.BufferAfter) { DoctorParts = booking.DoctorParts, Devices = Single(booking.Devices) };

    public static Placement Placement(this Hold hold) =>
        new(new(hold.DoctorId, hold.VisitTypeId, hold.SiteId, hold.RoomId, new(hold.Start, hold.End), null), hold.BufferBefore, hold.BufferAfter)
        {
            DoctorParts = hold.DoctorParts,
            Devices = Single(hold.Devices),
        };

    public static Placement Placement(this GroupVisit group) =>
        new(new(group.DoctorId, group.VisitTypeId, group.SiteId, group.RoomId, new(group.Start, group.End), null), group.BufferBefore, group.BufferAfter)
        {
            DoctorParts = group.DoctorParts,
            Devices = Single(group.Devices),
        };

    private static (DeviceId Id, int Capacity)[] Single(IdList<DeviceId> devices) => [.. devices.Ids.Select(d => (d, 1))];
}
