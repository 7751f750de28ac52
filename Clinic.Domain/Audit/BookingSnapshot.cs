using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Domain.Bookings;

namespace Clinic.Domain.Audit;

/// <summary>A booking at one moment, read back from the audit; see <see cref="AuditLog.Facts"/>.</summary>
internal sealed record BookingSnapshot(
    [property: JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))] BookingStatus Status,
    int Doctor, int? Room, int VisitType, DateTimeOffset Start, DateTimeOffset End, bool Overridden, int Version, KeptFacts? Kept)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal static BookingSnapshot? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<BookingSnapshot>(json, Names);

    /// <summary>The same, whichever version it is of.</summary>
    [JsonIgnore]
    internal BookingSnapshot State => this with { Version = 0 };

    internal bool Occupies => !Status.IsCancelled();

    /// <summary>A booking of nobody's at the place, to compare and to claim with.</summary>
    internal Booking Standing()
    {
        var booking = new Booking
        {
            Status = Status,
            DoctorId = new(Doctor),
            RoomId = Room is { } room ? new RoomId(room) : null,
            VisitTypeId = new(VisitType),
            Start = Start.UtcDateTime,
            End = End.UtcDateTime,
            Override = Overridden,
        };
        Kept!.Place(booking);
        return booking;
    }

    /// <summary>Whether the booking stands at another place than then.</summary>
    internal bool IsElsewhere(Booking now) =>
        (now.DoctorId.Value, now.RoomId?.Value, now.VisitTypeId.Value, now.Start, now.End, now.SiteId.Value, now.Override)
        != (Doctor, Room, VisitType, Start.UtcDateTime, End.UtcDateTime, Kept!.Site, Overridden);
}
