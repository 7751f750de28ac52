using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Availability;

/// <summary>A slot on the wire; times carry the site's offset.</summary>
public sealed record SlotResource(string Id, DateTimeOffset Start, DateTimeOffset End, string Doctor, string VisitType, string Site, string? Room, PriceResource? Price);

/// <summary>An amount of money; the currency in ISO 4217.</summary>
public sealed record PriceResource(decimal Amount, string Currency)
{
    public static PriceResource? Of(decimal? amount, string currency) => amount is { } value ? new(value, currency) : null;
}

/// <summary>What turns slots into their form on the wire: time zones of the sites and the clinic's currency.</summary>
public sealed record SlotWriter(IReadOnlyDictionary<SiteId, Site> Sites, string Currency)
{
    public static async Task<SlotWriter> Load(IDbContextFactory<ClinicDb> factory, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return new(await db.Sites.ToDictionaryAsync(s => s.Id, cancel), await db.Profile.Select(p => p.Currency).SingleAsync(cancel));
    }

    public SlotResource Write(Slot slot)
    {
        var site = Sites[slot.SiteId];
        return new(
            slot.Id.ToString(), site.Local(slot.Range.Start), site.Local(slot.Range.End), slot.DoctorId.ToString(), slot.VisitTypeId.ToString(),
            slot.SiteId.ToString(), slot.RoomId?.ToString(), PriceResource.Of(slot.Price, Currency));
    }
}
