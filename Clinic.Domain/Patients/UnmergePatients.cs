using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>
/// Parts two cards that were merged by mistake: each has its own again, as far as it is still there. What was booked since stays with the kept card.
/// </summary>
public sealed class UnmergePatients(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Answers the card that stands for itself again, also where that was done before; or <c>forbidden</c>, <c>not-found</c>, <c>merged-later</c> where a later merge must be undone first.</summary>
    public async Task<Result<PatientId>> Run(Guid merge, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var secret = await keys.Get(InstallationKeys.Contacts, cancel);
        return await factory.Transact((db, token) => Part(db, merge, secret, actor, token), cancel);
    }

    private async Task<Result<PatientId>> Part(ClinicDb db, Guid id, byte[] secret, Actor actor, CancellationToken cancel)
    {
        var known = await db.PatientMerges.FirstOrDefaultAsync(m => m.Id == id, cancel);
        if (known is null || await MergePatients.Both(db, known.Kept, known.Merged, cancel) is not var (kept, merged))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        // Read again: whoever was faster has committed by now.
        var merge = await db.PatientMerges.AsTracking().FirstAsync(m => m.Id == id, cancel);
        if (merge.UndoneAt is not null)
        {
            return merged.Id;
        }

        if (kept.MergedInto is not null || await db.PatientMerges.AnyAsync(m => m.Kept == kept.Id && m.UndoneAt == null && m.Id != id && m.At >= merge.At, cancel))
        {
            return new Problem(ProblemCodes.MergedLater);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var things = MergedThings.Of(merge);
        await GiveBack(db, things, kept.Id, merged.Id, actor, now, cancel);
        foreach (var field in things.Exchanged)
        {
            CardFields.Swap(kept, merged, field);
        }

        CardFields.Derive(kept, secret, DateOnly.FromDateTime(now).AddDays(1));
        CardFields.Derive(merged, secret, DateOnly.FromDateTime(now).AddDays(1));
        (merged.MergedInto, merged.Version) = (null, merged.Version + 1);
        kept.Version++;
        (merge.UndoneAt, merge.UndoneBy) = (now, actor.Name);
        db.Record(actor, now, "unmerge", nameof(Patient), kept.Id.ToString(), new { version = kept.Version - 1 }, new { version = kept.Version, merged = merged.Id.Value, fields = things.Exchanged });
        db.Record(actor, now, "unmerged", nameof(Patient), merged.Id.ToString(), new { version = merged.Version - 1 }, new { version = merged.Version, kept = kept.Id.Value });
        await db.SaveChangesAsync(cancel);
        return merged.Id;
    }

    private static async Task GiveBack(ClinicDb db, MergedThings things, PatientId kept, PatientId merged, Actor actor, DateTime now, CancellationToken cancel)
    {
        var bookings = (await CardBookings.Take(db, kept, cancel)).FindAll(b => things.Bookings.Contains(b.Id.Value));
        foreach (var booking in bookings.Where(b => things.Raised.TryGetValue(b.Id.Value, out var version) && version == b.Version))
        {
            // It stood above the other for the merge alone.
            booking.Override = false;
            (await BookingCover.Of(db, booking.Id, cancel)).OverrideReason = null;
        }

        await CardBookings.Give(db, bookings, merged, actor, now, "unmerge", cancel);
        var policies = things.Policies.ToList();
        await db.PatientPolicies.Where(p => p.PatientId == kept && EF.Parameter(policies).Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.PatientId, merged), cancel);
        await CardPapers.Give(db, things, kept, merged, cancel);
    }
}
