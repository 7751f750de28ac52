using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Domain.Bookings;

namespace Clinic.Domain.Audit;

/// <summary>What the audit keeps of a booking at one moment, as JSON in <see cref="AuditEntry.Before"/> and <see cref="AuditEntry.After"/>.</summary>
/// <param name="Status">Where it stood.</param>
/// <param name="Doctor">The doctor's number.</param>
/// <param name="Room">The room's number.</param>
/// <param name="VisitType">The visit type's number.</param>
/// <param name="Start">To the minute.</param>
/// <param name="End">To the minute.</param>
/// <param name="Patient">The card's number; null while none is known.</param>
/// <param name="Overridden">Booked over something else.</param>
/// <param name="Version">Counts the changes.</param>
public sealed record BookingState(
    [property: JsonPropertyName("status"), JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))] BookingStatus Status,
    [property: JsonPropertyName("doctor")] int Doctor,
    [property: JsonPropertyName("room")] int? Room,
    [property: JsonPropertyName("visitType")] int VisitType,
    [property: JsonPropertyName("start"), JsonConverter(typeof(MinuteConverter))] DateTimeOffset Start,
    [property: JsonPropertyName("end"), JsonConverter(typeof(MinuteConverter))] DateTimeOffset End,
    [property: JsonPropertyName("patient")] int? Patient,
    [property: JsonPropertyName("overridden")] bool Overridden,
    [property: JsonPropertyName("version")] int Version)
{
    /// <summary>The site's number; entries of earlier versions of the program have none.</summary>
    [JsonIgnore]
    public int? Site => Kept?.Site;

    /// <summary>What is needed to bring the booking back; as for the site.</summary>
    [JsonInclude, JsonPropertyName("kept")]
    internal KeptFacts? Kept { get; init; }

    [JsonIgnore]
    public TimeRange Range => new(Start.UtcDateTime, End.UtcDateTime);

    /// <summary>The state kept in an entry about a booking; null where none is, or where what is there is not one.</summary>
    public static BookingState? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<BookingState>(json) is { End: var end, Start: var start } state && end >= start ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>From the earlier start to the later end; null where neither is there.</summary>
    internal static TimeRange? Span(BookingState? before, BookingState? after) => (before, after) switch
    {
        (null, null) => null,
        (null, { } only) => only.Range,
        ({ } only, null) => only.Range,
        var (old, now) => new TimeRange(
            old.Range.Start < now.Range.Start ? old.Range.Start : now.Range.Start,
            old.Range.End > now.Range.End ? old.Range.End : now.Range.End),
    };

    /// <summary>Puts a booking, as it was read today, back to this moment.</summary>
    internal void PutBack(Booking booking, DateTime moment)
    {
        booking.Status = Status;
        booking.DoctorId = new(Doctor);
        booking.RoomId = Room is { } room ? new RoomId(room) : null;
        booking.VisitTypeId = new(VisitType);
        (booking.Start, booking.End) = (Range.Start, Range.End);
        booking.PatientId = Patient is { } card ? new PatientId(card) : null;
        booking.Override = Overridden;
        booking.Version = Version;
        if (Kept is not null)
        {
            Kept.Place(booking);
            Kept.Stamp(booking);
            return;
        }

        // Entries of earlier versions keep no stamps.
        (booking.ArrivedAt, booking.CalledAt, booking.StartedAt, booking.DoneAt) = (Until(booking.ArrivedAt), Until(booking.CalledAt), Until(booking.StartedAt), Until(booking.DoneAt));

        DateTime? Until(DateTime? stamp) => stamp <= moment ? stamp : null;
    }
}

/// <summary>Instants to the minute, as they have always been written.</summary>
internal sealed class MinuteConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
}
