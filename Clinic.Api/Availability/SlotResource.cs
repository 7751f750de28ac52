using System.Globalization;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Rosters;

namespace Clinic.Api.Availability;

/// <summary>A slot on the wire; times carry the site's offset.</summary>
public sealed record SlotResource(string Id, DateTimeOffset Start, DateTimeOffset End, string Doctor, string VisitType, string Site, string? Room, PriceResource? Price);

/// <summary>An amount of money; the currency in ISO 4217.</summary>
public sealed record PriceResource(decimal Amount, string Currency)
{
    public static PriceResource? Of(decimal? amount, string currency) => amount is { } value ? new(value, currency) : null;
}

/// <summary>What turns slots into their form on the wire: time zones of the sites and the clinic's currency.</summary>
public sealed class SlotWriter(RosterBook rosters, string currency)
{
    public static SlotWriter Of(ClinicFacts facts) => new(facts.Rosters, facts.Profile.Currency);

    public static async Task<SlotWriter> Load(TimetableCache timetables, CancellationToken cancel) => Of((await timetables.Current(cancel)).Facts);

    public SlotResource Write(Slot slot) => new(
        slot.Id.ToString(), Local(slot.SiteId, slot.Range.Start), Local(slot.SiteId, slot.Range.End), slot.DoctorId.ToString(), slot.VisitTypeId.ToString(),
        slot.SiteId.ToString(), slot.RoomId?.ToString(), PriceResource.Of(slot.Price, currency));

    /// <summary>An instant as wall-clock time of the site with the offset in force.</summary>
    public DateTimeOffset Local(SiteId site, DateTime instant) => TimeZoneInfo.ConvertTime(new DateTimeOffset(instant), rosters.Zone(site));

    /// <summary>The same where no site is known: UTC.</summary>
    internal DateTimeOffset Local(SiteId? site, DateTime instant) => site is { } known ? Local(known, instant) : new(instant);

    /// <summary>The same as <see cref="SlotResource"/>, byte by byte.</summary>
    internal void Write(Utf8JsonWriter json, Slot slot)
    {
        Span<char> text = stackalloc char[40];
        json.WriteStartObject();
        text.TryWrite(CultureInfo.InvariantCulture, $"{slot.DoctorId.Value}-{slot.VisitTypeId.Value}-{Cell.Of(slot.Range.Start)}", out var length);
        json.WriteString("id"u8, text[..length]);
        json.WriteString("start"u8, Local(slot.SiteId, slot.Range.Start));
        json.WriteString("end"u8, Local(slot.SiteId, slot.Range.End));
        Number(json, "doctor"u8, slot.DoctorId.Value, text);
        Number(json, "visitType"u8, slot.VisitTypeId.Value, text);
        Number(json, "site"u8, slot.SiteId.Value, text);
        if (slot.RoomId is { } room)
        {
            Number(json, "room"u8, room.Value, text);
        }

        if (slot.Price is { } price)
        {
            json.WriteStartObject("price"u8);
            json.WriteNumber("amount"u8, price);
            json.WriteString("currency"u8, currency);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, int value, Span<char> text)
    {
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }
}
