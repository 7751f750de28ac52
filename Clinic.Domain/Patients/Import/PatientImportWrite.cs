using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>Writes a plan in the transaction at hand: cards first, then visits through the write of every booking, whose storage keys decide.</summary>
/// <param name="db">The context of the transaction; what it has tracked is forgotten between steps.</param>
/// <param name="built">The plan, made in the same transaction.</param>
/// <param name="actor">Who imports, with the batch.</param>
/// <param name="linkKey">Of the links that patients get.</param>
/// <param name="clock">The clock.</param>
/// <param name="attempt">See <see cref="CellLedger"/>.</param>
internal sealed class PatientImportWrite(ClinicDb db, BuiltImport built, Actor actor, byte[] linkKey, TimeProvider clock, int attempt)
{
    private const int Batch = 500;
    private const int Together = 100;
    private readonly Dictionary<long, PatientId> cards = [];
    private readonly List<Change> changes = [];
    private int done;

    /// <summary>The rows whose visits were wanted last, and what writes them.</summary>
    internal List<(PatientRow Row, BookingWrite Write)> Wanted { get; } = [];

    /// <summary>What the visits tell the change log.</summary>
    internal IReadOnlyList<Change> Changes => changes;

    /// <summary>Answers why not where a look shows that a place is gone; where only the key tells, that is thrown.</summary>
    internal async Task<Problem?> Run(IProgress<int>? progress, CancellationToken cancel)
    {
        // Of a card that was merged there may be several keys.
        var people = built.Rows.GroupBy(r => (r.Card?.Id, Key: r.Card is null ? r.Checked.Key : 0)).Select(p => p.ToList()).ToList();
        foreach (var some in people.Chunk(Batch))
        {
            await WriteCards(some, cancel);
            progress?.Report(done += some.Count(p => p[0].Card is null));
        }

        foreach (var row in built.Rows.Where(r => r.Booking is not null))
        {
            var write = Write(row, row.Booking!);
            var alone = attempt == 1 && write.IsRowsAlone && RowInserts.Fit(db);
            if (!alone || Wanted.Count == Together)
            {
                await WriteWanted(progress, cancel);
            }

            Wanted.Add((row.Checked.Row, write));
            if (!alone && await Book(write, progress, cancel) is { } refusal)
            {
                return refusal;
            }
        }

        await WriteWanted(progress, cancel);
        return null;
    }

    private async Task WriteCards(IReadOnlyCollection<List<RowToWrite>> people, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var strangers = people.Where(p => p[0].Card is null).ToList();
        var opened = await PatientCards.Open(
            db, [.. strangers.Select(p => (p[0].Checked.Contact!, p[0].Checked.Key, p.Select(r => r.Checked.CardNumber).FirstOrDefault(n => n is not null)))], actor, now, cancel);
        foreach (var (person, card) in strangers.Zip(opened))
        {
            cards[person[0].Checked.Key] = card.Id;
        }

        var known = people.Where(p => p[0].Card is not null).ToDictionary(p => p[0].Card!.Id);
        foreach (var row in known.Values.SelectMany(p => p))
        {
            cards[row.Checked.Key] = row.Card!.Id;
        }

        await Complete(known, now, cancel);
        foreach (var person in people)
        {
            AddPolicies(cards[person[0].Checked.Key], person, now);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Complete(Dictionary<PatientId, List<RowToWrite>> known, DateTime now, CancellationToken cancel)
    {
        var ids = known.Where(k => k.Value.Any(r => CardChanges.Of(r.Checked, r.Card!).Any)).Select(k => k.Key).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        // As OpenCard locks one.
        await db.Patients.Where(p => EF.Parameter(ids).Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancel);
        foreach (var card in await db.Patients.AsTracking().Where(p => EF.Parameter(ids).Contains(p.Id)).ToListAsync(cancel))
        {
            foreach (var row in known[card.Id])
            {
                PatientCards.Complete(db, card, row.Checked.Contact!, row.Checked.CardNumber, actor, now);
            }
        }
    }

    private void AddPolicies(PatientId card, IEnumerable<RowToWrite> rows, DateTime now)
    {
        foreach (var policy in rows.SelectMany(r => r.Checked.Policies).DistinctBy(p => (p.Kind, p.Number)).Where(p => !built.Cards.Policies[card].Contains((p.Kind, p.Number!))))
        {
            SavePolicy.Add(db, card, policy, actor, now);
        }
    }

    private BookingWrite Write(RowToWrite row, VisitToBook visit)
    {
        var card = cards[row.Checked.Key];
        var command = visit.Command with { Patient = card };

        // No letter: patients know of visits that were made elsewhere.
        var patient = new BookingPatient(card, row.Checked.Key, ResourceId.Patient(card), row.Card?.BirthDate ?? row.Checked.Contact!.BirthDate);

        // The gate was passed before the plan was made.
        var wish = new BookingWish(command, actor, visit.Place with { RosterVersion = null }, visit.Terms, patient) { Cover = visit.Cover, Idempotency = Idempotency.Of(command, actor) };
        return new(wish, linkKey, clock);
    }

    /// <summary>A visit that looks at what is there, such as a seat in a group.</summary>
    private async Task<Problem?> Book(BookingWrite write, IProgress<int>? progress, CancellationToken cancel)
    {
        var result = await write.Commit(db, attempt, cancel);
        if (result.Ok)
        {
            db.ChangeTracker.Clear();
            Written(progress);
        }

        return result.Problem;
    }

    /// <summary>Ordinary visits, nothing but rows, in one go.</summary>
    private async Task WriteWanted(IProgress<int>? progress, CancellationToken cancel)
    {
        if (Wanted.Count > 0)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await RowInserts.Write(db, [], [.. Wanted.SelectMany(w => w.Write.Rows(now))], cancel);
            Written(progress);
        }
    }

    private void Written(IProgress<int>? progress)
    {
        changes.AddRange(Wanted.Select(w => w.Write.Change!));
        progress?.Report(done += Wanted.Count);
        Wanted.Clear();
    }
}
