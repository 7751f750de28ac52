using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Sites;

/// <summary>A site as typed.</summary>
public sealed record SiteDetails
{
    /// <summary>Null for a new one.</summary>
    public SiteId? Id { get; set; }

    public LocalText Name { get; set; } = new("");

    public LocalText Address { get; set; } = new("");

    /// <summary>How patients find the entrance, with line breaks; at most <see cref="LocalText.PassageLength"/> characters in a language.</summary>
    public LocalText Directions { get; set; } = new("");

    public string? Phone { get; set; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static SiteDetails Of(Site site) => new()
    {
        Id = site.Id,
        Name = site.Name,
        Address = site.Address,
        Directions = site.Directions,
        Phone = site.Phone is { } phone ? Patients.Phone.Format(phone) : null,
        TimeZone = site.TimeZone,
        Version = site.Version,
    };
}

/// <summary>Adds a site or changes one. Its time zone stands once visits are booked there: their instants would show other times on the clock.</summary>
public sealed class SaveSite(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the site, or <c>forbidden</c>, <c>invalid</c> with the fields at fault (<c>zone-in-use</c> among them), <c>not-found</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<SiteId>> Run(SiteDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var (name, address) = (checks.Text("/name", wanted.Name, required: true), checks.Text("/address", wanted.Address, required: true));
        var (directions, phone) = (checks.Passage("/directions", wanted.Directions), checks.Phone("/phone", wanted.Phone));
        if (!TimeZones.IsKnown(wanted.TimeZone))
        {
            checks.Add("/timeZone", wanted.TimeZone.Length == 0 ? ProblemCodes.Required : ProblemCodes.BadValue);
        }

        if (checks.Fault is { } fault)
        {
            return fault;
        }

        return await factory.Transact<SiteId>(
            async (db, token) =>
            {
                var site = wanted.Id is { } id ? await db.Sites.AsTracking().FirstOrDefaultAsync(s => s.Id == id, token) : new Site { TimeZone = wanted.TimeZone };
                if (site is null || (wanted.Id is not null && site.Version != wanted.Version))
                {
                    return new Problem(site is null ? ProblemCodes.NotFound : ProblemCodes.VersionMismatch);
                }

                var moved = wanted.Id is not null && site.TimeZone != wanted.TimeZone;
                if (moved)
                {
                    await RosterGate.Close(db, token);
                }

                if (moved && await db.Bookings.AnyAsync(b => b.SiteId == site.Id, token))
                {
                    return Problem.Field("/timeZone", ProblemCodes.ZoneInUse);
                }

                var before = wanted.Id is null ? null : Facts(site);
                (site.Name, site.Address, site.Directions, site.Phone, site.TimeZone) = (name, address, directions, phone, wanted.TimeZone);
                if (before is not null && ReferenceLog.Same(before, Facts(site)))
                {
                    return site.Id;
                }

                site.Version++;
                if (before is null)
                {
                    db.Add(site);
                    await db.SaveChangesAsync(token);
                }

                var now = clock.GetUtcNow().UtcDateTime;
                db.Edited(actor, now, nameof(Site), site.Id.ToString(), before, Facts(site));
                await db.SaveChangesAsync(token);
                if (moved)
                {
                    await RosterGate.Raise(db, token);
                    await LostHolds.Release(db, now, token);
                }

                return site.Id;
            },
            cancel);
    }

    private static object Facts(Site site) => new { name = site.Name, address = site.Address, directions = site.Directions, phone = site.Phone, timeZone = site.TimeZone };
}
