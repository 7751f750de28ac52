using Clinic.Domain.Audit;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Settings;

/// <summary>What the clinic says of itself and the rules of booking, as typed.</summary>
public sealed record ClinicDetails
{
    private const int Week = 7 * 24 * 60;

    /// <summary>Minutes.</summary>
    public static readonly Bounds Lead = new(0, Week);

    /// <summary>Days.</summary>
    public static readonly Bounds Horizon = new(1, 730);

    /// <summary>Minutes.</summary>
    public static readonly Bounds CutOff = new(0, Week);

    /// <summary>Seconds.</summary>
    public static readonly Bounds Hold = new(60, 1800);

    /// <summary>Bookings of one specialty.</summary>
    public static readonly Bounds Active = new(1, 50);

    /// <summary>Minutes a week.</summary>
    public static readonly Bounds WeekMinutes = new(5, Week);

    /// <summary>Minutes after the start.</summary>
    public static readonly Bounds NoShow = new(5, 240);

    /// <summary>In at least one language.</summary>
    public LocalText Name { get; set; } = new("");

    public string? Phone { get; set; }

    /// <summary>One of <see cref="Currencies"/>.</summary>
    public string Currency { get; set; } = "";

    public int LeadMinutes { get; set; }

    public int HorizonDays { get; set; }

    public int CutOffMinutes { get; set; }

    public int HoldSeconds { get; set; }

    /// <summary>Null for no limit.</summary>
    public int? MaxActivePerSpecialty { get; set; }

    /// <summary>Null for no limit.</summary>
    public int? MaxMinutesPerWeek { get; set; }

    /// <summary>Null for never.</summary>
    public int? NoShowMinutes { get; set; }

    /// <summary>What strangers prove before they book.</summary>
    public ContactProof ContactProof { get; set; }

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static ClinicDetails Of(ClinicProfile profile) => new()
    {
        Name = profile.Name,
        Phone = profile.Phone is { } phone ? Patients.Phone.Format(phone) : null,
        Currency = profile.Currency,
        LeadMinutes = profile.LeadMinutes,
        HorizonDays = profile.HorizonDays,
        CutOffMinutes = profile.CutOffMinutes,
        HoldSeconds = profile.HoldSeconds,
        MaxActivePerSpecialty = profile.MaxActivePerSpecialty,
        MaxMinutesPerWeek = profile.MaxMinutesPerWeek,
        NoShowMinutes = profile.NoShowMinutes,
        ContactProof = profile.ContactProof,
        Version = profile.Version,
    };
}

/// <summary>Names the clinic and sets the rules of booking.</summary>
public sealed class SetUpClinic(IDbContextFactory<ClinicDb> factory, HostSettings settings, TimeProvider clock)
{
    /// <summary>Answers the new version, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>version-mismatch</c>.</summary>
    public async Task<Result<int>> Run(ClinicDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var (name, phone) = (checks.Text("/name", wanted.Name, required: true), checks.Phone("/phone", wanted.Phone));
        if (!Currencies.All.Contains(wanted.Currency))
        {
            checks.Add("/currency", ProblemCodes.BadValue);
        }

        checks.Number("/leadMinutes", wanted.LeadMinutes, ClinicDetails.Lead);
        checks.Number("/horizonDays", wanted.HorizonDays, ClinicDetails.Horizon);
        checks.Number("/cutOffMinutes", wanted.CutOffMinutes, ClinicDetails.CutOff);
        checks.Number("/holdSeconds", wanted.HoldSeconds, ClinicDetails.Hold);
        checks.Number("/maxActivePerSpecialty", wanted.MaxActivePerSpecialty ?? ClinicDetails.Active.Min, ClinicDetails.Active);
        checks.Minutes("/maxMinutesPerWeek", wanted.MaxMinutesPerWeek, ClinicDetails.WeekMinutes);
        checks.Minutes("/noShowMinutes", wanted.NoShowMinutes, ClinicDetails.NoShow);
        if (!Enum.IsDefined(wanted.ContactProof))
        {
            checks.Add("/contactProof", ProblemCodes.BadValue);
        }

        // Without a mail server nobody would get a code, and nobody could book.
        if (wanted.ContactProof == ContactProof.Email && settings.Mail is null)
        {
            checks.Add("/contactProof", ProblemCodes.NoMailServer);
        }

        if (checks.Fault is { } fault)
        {
            return fault;
        }

        return await factory.Transact<int>(
            async (db, token) =>
            {
                var profile = await db.Profile.AsTracking().SingleAsync(token);
                if (profile.Version != wanted.Version)
                {
                    return new Problem(ProblemCodes.VersionMismatch);
                }

                var before = Facts(profile);
                (profile.Name, profile.Phone, profile.Currency) = (name, phone, wanted.Currency);
                (profile.LeadMinutes, profile.HorizonDays) = (wanted.LeadMinutes, wanted.HorizonDays);
                (profile.CutOffMinutes, profile.HoldSeconds) = (wanted.CutOffMinutes, wanted.HoldSeconds);
                (profile.MaxActivePerSpecialty, profile.MaxMinutesPerWeek, profile.NoShowMinutes) = (wanted.MaxActivePerSpecialty, wanted.MaxMinutesPerWeek, wanted.NoShowMinutes);
                profile.ContactProof = wanted.ContactProof;
                if (!ReferenceLog.Same(before, Facts(profile)))
                {
                    profile.Version++;
                    db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(ClinicProfile), "1", before, Facts(profile));
                    await db.SaveChangesAsync(token);
                }

                return profile.Version;
            },
            cancel);
    }

    /// <summary>Where the mail server has been taken out of the settings file, codes are no longer asked for: nobody would get one, and nobody could book. Answers whether they were.</summary>
    public async Task<bool> StopUnsendableCodes(CancellationToken cancel)
    {
        if (settings.Mail is not null)
        {
            return false;
        }

        var stopped = await factory.Transact<bool>(
            async (db, token) =>
            {
                if (await db.Profile.AsTracking().SingleOrDefaultAsync(token) is not { ContactProof: ContactProof.Email } profile)
                {
                    return false;
                }

                var before = Facts(profile);
                (profile.ContactProof, profile.Version) = (ContactProof.None, profile.Version + 1);
                db.Edited(Actor.System, clock.GetUtcNow().UtcDateTime, nameof(ClinicProfile), "1", before, Facts(profile));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);
        return stopped.Value;
    }

    private static object Facts(ClinicProfile profile) => new
    {
        name = profile.Name,
        phone = profile.Phone,
        currency = profile.Currency,
        leadMinutes = profile.LeadMinutes,
        horizonDays = profile.HorizonDays,
        cutOffMinutes = profile.CutOffMinutes,
        holdSeconds = profile.HoldSeconds,
        maxActivePerSpecialty = profile.MaxActivePerSpecialty,
        maxMinutesPerWeek = profile.MaxMinutesPerWeek,
        noShowMinutes = profile.NoShowMinutes,
        contactProof = profile.ContactProof.ToString(),
    };
}
