using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>A wish to make one card of two.</summary>
public sealed record MergeCommand
{
    /// <summary>The card that stays.</summary>
    public PatientId Kept { get; init; }

    public int KeptVersion { get; init; }

    /// <summary>The card that is a duplicate.</summary>
    public PatientId Merged { get; init; }

    public int MergedVersion { get; init; }

    /// <summary>The fields of which the duplicate's value stays; see <see cref="PatientDetails.Fields"/>.</summary>
    public IReadOnlyCollection<string> Take { get; init; } = [];

    /// <summary>Why visits of both at the same time may stay; null where that is to be refused.</summary>
    public string? Override { get; init; }
}

/// <summary>Makes one card of two in one transaction: bookings with their cells, policies, notes, consents and wishes to wait change hands.</summary>
public sealed class MergePatients(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>
    /// Answers the merge, also where the same was done before; or <c>forbidden</c>, <c>invalid</c>, <c>not-found</c>, <c>already-merged</c>, <c>version-mismatch</c>,
    /// <c>patient-exists</c>, or <c>patient-overlap</c> with the visits in each other's way as <c>/kept/{booking}</c> and <c>/merged/{booking}</c>.
    /// </summary>
    public async Task<Result<Guid>> Run(MergeCommand command, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone) || (command.Override is not null && !actor.Can(Rights.Override)))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var reason = CoverDetails.Reason(checks, command.Override);
        if (command.Kept == command.Merged || command.Take.Except(PatientDetails.Fields).Any())
        {
            checks.Add("/merged", ProblemCodes.BadValue);
        }

        if (checks.Fault is { } fault)
        {
            return fault;
        }

        var secret = await keys.Get(InstallationKeys.Contacts, cancel);
        return await factory.Transact<Guid>(
            (db, token) => Merge(db, command with { Override = reason }, secret, actor, token),
            async (db, token) => Refusal.Or<Guid>(await CardBookings.Overlaps(db, command.Kept, command.Merged, token) is { Count: > 0 } overlaps ? Overlap(overlaps) : null),
            cancel);
    }

    private async Task<Result<Guid>> Merge(ClinicDb db, MergeCommand command, byte[] secret, Actor actor, CancellationToken cancel)
    {
        // Visits on their way to the storage have arrived before, or learn afterwards that the card is another.
        await RosterGate.Close(db, cancel);
        var cards = await Both(db, command.Kept, command.Merged, cancel);
        if (cards is not var (kept, merged))
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (merged.MergedInto == kept.Id)
        {
            return await db.PatientMerges.Where(m => m.Kept == kept.Id && m.Merged == merged.Id && m.UndoneAt == null).Select(m => m.Id).FirstAsync(cancel);
        }

        if (Refused(command, kept, merged) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var exchanged = CardFields.Differing(kept, merged).FindAll(command.Take.Contains);
        exchanged.ForEach(f => CardFields.Swap(kept, merged, f));
        CardFields.Derive(kept, secret, DateOnly.FromDateTime(now).AddDays(1));
        CardFields.Derive(merged, secret, DateOnly.FromDateTime(now).AddDays(1));
        var things = await Move(db, command, actor, now, cancel);
        (merged.MergedInto, merged.Version) = (kept.Id, merged.Version + 1);
        kept.Version++;
        if (await SavePatient.Another(db, kept.Id, kept.ContactKey, cancel) is { } exists)
        {
            return exists;
        }

        var merge = new PatientMerge { Id = Guid.CreateVersion7(now), Kept = kept.Id, Merged = merged.Id, At = now, By = actor.Name, Moved = (things with { Exchanged = exchanged }).Text() };
        db.Add(merge);
        db.Record(actor, now, "merge", nameof(Patient), kept.Id.ToString(), new { version = kept.Version - 1 }, new { version = kept.Version, merged = merged.Id.Value, fields = exchanged });
        db.Record(actor, now, "merged", nameof(Patient), merged.Id.ToString(), new { version = merged.Version - 1 }, new { version = merged.Version, kept = kept.Id.Value });
        await db.SaveChangesAsync(cancel);
        return merge.Id;
    }

    private static Problem? Refused(MergeCommand command, Patient kept, Patient merged) =>
        kept.MergedInto is not null || merged.MergedInto is not null ? new(ProblemCodes.AlreadyMerged)
        : kept.Version != command.KeptVersion || merged.Version != command.MergedVersion ? new(ProblemCodes.VersionMismatch)
        : null;

    private static async Task<MergedThings> Move(ClinicDb db, MergeCommand command, Actor actor, DateTime now, CancellationToken cancel)
    {
        var (kept, merged) = (command.Kept, command.Merged);
        var bookings = await CardBookings.Take(db, merged, cancel);
        var raised = command.Override is { } reason ? await Raise(db, command, bookings, reason, cancel) : [];
        await CardBookings.Give(db, bookings, kept, actor, now, "merge", cancel);

        // The same policy on both cards is one.
        var there = await db.PatientPolicies.Where(p => p.PatientId == kept).Select(p => new { p.Kind, p.Number }).ToListAsync(cancel);
        var policies = await db.PatientPolicies.AsTracking().Where(p => p.PatientId == merged).ToListAsync(cancel);
        policies.RemoveAll(p => there.Contains(new { p.Kind, p.Number }));
        policies.ForEach(p => p.PatientId = kept);
        await db.SaveChangesAsync(cancel);
        var things = new MergedThings
        {
            Bookings = bookings.ConvertAll(b => b.Id.Value),
            Raised = raised.ToDictionary(b => b.Id.Value, b => b.Version),
            Policies = policies.ConvertAll(p => p.Id),
            Notes = await db.PatientNotes.Where(n => n.PatientId == merged).Select(n => n.Id).ToListAsync(cancel),
            Consents = await db.Consents.Where(c => c.PatientId == merged).Select(c => c.Id).ToListAsync(cancel),
            Waiting = await db.WaitingEntries.Where(w => w.PatientId == merged).Select(w => w.Id).ToListAsync(cancel),
        };
        await CardPapers.Give(db, things, merged, kept, cancel);
        return things;
    }

    /// <summary>The visits of the duplicate that stand above those of the kept card from now on.</summary>
    private static async Task<List<Booking>> Raise(ClinicDb db, MergeCommand command, List<Booking> bookings, string reason, CancellationToken cancel)
    {
        var kept = ResourceId.Patient(command.Kept);
        var merged = ResourceId.Patient(command.Merged);
        var owners = await db.Occupancy.Where(o => o.ResourceId == merged && db.Occupancy.Any(k => k.ResourceId == kept && k.Cell == o.Cell)).Select(o => o.OwnerId).Distinct().ToListAsync(cancel);
        var raised = bookings.FindAll(b => !b.Override && owners.Contains(b.Id.Value));
        foreach (var booking in raised)
        {
            booking.Override = true;
            (await BookingCover.Of(db, booking.Id, cancel)).OverrideReason = reason;
        }

        return raised;
    }

    /// <summary>Both cards, tracked and locked in one order, whichever is kept; null where one is not there.</summary>
    internal static async Task<(Patient Kept, Patient Merged)?> Both(ClinicDb db, PatientId kept, PatientId merged, CancellationToken cancel)
    {
        foreach (var id in new[] { kept, merged }.OrderBy(i => i.Value))
        {
            await OpenCard.Lock(db, id, cancel);
        }

        var cards = await db.Patients.AsTracking().Where(p => p.Id == kept || p.Id == merged).ToDictionaryAsync(p => p.Id, cancel);
        return cards.Count == 2 ? (cards[kept], cards[merged]) : null;
    }

    private static Problem Overlap(List<(BookingId Kept, BookingId Merged)> overlaps) => new(ProblemCodes.PatientOverlap)
    {
        Errors = [.. overlaps.SelectMany(o => new FieldError[] { new($"/kept/{o.Kept}", ProblemCodes.PatientOverlap), new($"/merged/{o.Merged}", ProblemCodes.PatientOverlap) })],
    };
}
