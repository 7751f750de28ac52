using System.Text.Json.Serialization;
using Clinic.Domain.Bookings;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Audit;

/// <summary>
/// What the audit keeps of a booking besides the facts that people read: enough to bring it back exactly as it was. Nothing of the patient.
/// </summary>
internal sealed record KeptFacts
{
    [JsonPropertyName("site")]
    public int Site { get; init; }

    [JsonPropertyName("devices"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Devices { get; init; }

    [JsonPropertyName("before"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int BufferBefore { get; init; }

    [JsonPropertyName("after"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int BufferAfter { get; init; }

    [JsonPropertyName("parts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DoctorParts { get; init; }

    /// <summary>The visit was a seat in a group.</summary>
    [JsonPropertyName("group"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Group { get; init; }

    [JsonPropertyName("price"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Price { get; init; }

    [JsonPropertyName("arrived"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? ArrivedAt { get; init; }

    [JsonPropertyName("called"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? CalledAt { get; init; }

    [JsonPropertyName("started"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? StartedAt { get; init; }

    [JsonPropertyName("done"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? DoneAt { get; init; }

    [JsonPropertyName("released"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? ReleasedAt { get; init; }

    internal static KeptFacts Of(Booking booking) => new()
    {
        Site = booking.SiteId.Value,
        Devices = booking.Devices.Count > 0 ? booking.Devices.ToString() : null,
        BufferBefore = booking.BufferBefore,
        BufferAfter = booking.BufferAfter,
        DoctorParts = booking.DoctorParts.IsWhole ? null : booking.DoctorParts.ToString(),
        Group = booking.GroupId is not null,
        Price = ReferenceLog.Cents(booking.Price),
        ArrivedAt = booking.ArrivedAt,
        CalledAt = booking.CalledAt,
        StartedAt = booking.StartedAt,
        DoneAt = booking.DoneAt,
        ReleasedAt = booking.ReleasedAt,
    };

    /// <summary>What else of a place differs that people can see: devices and the price.</summary>
    internal static IReadOnlyList<string> Differing(KeptFacts? before, KeptFacts? after) => before is null || after is null ? [] :
    [
        .. before.Devices == after.Devices ? Array.Empty<string>() : ["devices"],
        .. before.Price == after.Price ? Array.Empty<string>() : ["price"],
    ];

    /// <summary>Gives the booking its place back, all but doctor, room, visit and time.</summary>
    internal void Place(Booking booking)
    {
        booking.SiteId = new(Site);
        booking.Devices = IdList.Parse<DeviceId>(Devices ?? "", id => new(id));
        (booking.BufferBefore, booking.BufferAfter) = (BufferBefore, BufferAfter);
        booking.DoctorParts = VisitParts.Parse(DoctorParts ?? "");
        booking.Price = Price;
    }

    /// <summary>Gives the booking its stamps back.</summary>
    internal void Stamp(Booking booking) =>
        (booking.ArrivedAt, booking.CalledAt, booking.StartedAt, booking.DoneAt) = (ArrivedAt, CalledAt, StartedAt, DoneAt);
}
