using System.Globalization;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>A good row with all that is needed to write it.</summary>
/// <param name="Card">As it stands; null for one to be opened.</param>
/// <param name="Booking">Null for a card alone.</param>
internal sealed record RowToWrite(CheckedRow Checked, Patient? Card, VisitToBook? Booking);

/// <summary>A plan, and its good rows in the order of the file.</summary>
internal sealed record BuiltImport(PatientImportPlan Plan, IReadOnlyList<RowToWrite> Rows, KnownCards Cards);

/// <summary>Makes the plan; the same for the preview and inside the transaction that applies it.</summary>
internal sealed class ImportPlanner
{
    private readonly ProblemList problems = new();
    private readonly List<PlannedRow> planned = [];
    private readonly List<RowToWrite> good = [];
    private readonly PatientTableReading table;
    private readonly KnownCards cards;
    private readonly VisitPlanner? visits;
    private readonly IReadOnlyDictionary<PatientRow, string> lost;
    private readonly Dictionary<long, CheckedRow> people = [];
    private readonly Dictionary<(long Key, SlotId? Visit), CheckedRow> said = [];
    private readonly Dictionary<string, long> numbers = [];
    private readonly Dictionary<Phone, List<CheckedRow>> strangers = [];

    private ImportPlanner(PatientTableReading table, KnownCards cards, VisitPlanner? visits, IReadOnlyDictionary<PatientRow, string> lost) =>
        (this.table, this.cards, this.visits, this.lost) = (table, cards, visits, lost);

    /// <param name="db">A context.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, checked by themselves.</param>
    /// <param name="site">Where visits are that name no site.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="lost">Rows whose place the storage has refused, and why.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task<BuiltImport> Build(
        ClinicDb db, PatientTableReading table, List<CheckedRow> rows, Site site, Actor actor, DateTime now, IReadOnlyDictionary<PatientRow, string> lost, CancellationToken cancel)
    {
        var cards = await KnownCards.Load(db, rows, cancel);
        rows = rows.ConvertAll(cards.WithPersonsKey);
        var visits = table.Kind == PatientTableKind.Visits ? await VisitPlanner.Load(db, rows, cards, site, actor, now, cancel) : null;
        var planner = new ImportPlanner(table, cards, visits, lost);
        foreach (var problem in table.Problems)
        {
            planner.problems.Add(problem);
        }

        foreach (var row in rows)
        {
            await planner.Add(row, cancel);
        }

        return new(planner.Plan(site.Id), planner.good, cards);
    }

    private async Task Add(CheckedRow row, CancellationToken cancel)
    {
        var card = cards.ByKey.GetValueOrDefault(row.Key);
        var faults = row.Faults.ToList();
        if (row.Contact is not null && NumberFault(row, card) is { } taken)
        {
            faults.Add(taken);
        }

        var visit = visits?.Named(row);
        faults.AddRange(visit?.Faults ?? []);
        var (fate, slot) = (RowFate.Import, visit?.Slot);
        var placed = default(VisitToBook);
        var place = false;
        if (faults.Count == 0 && said.TryGetValue((row.Key, slot), out var before))
        {
            fate = RowFate.Repeated;
            problems.Add(row.Row.Problem(WorkbookProblemCodes.RepeatedRow, ProblemSeverity.Warning, SheetGrid.RowName(before.Row.Number - 1)));
        }
        else if (faults.Count == 0 && visit is not null && visits!.Standing(row, card, visit) is { } status)
        {
            fate = RowFate.Booked;
            var code = status == BookingStatus.CancelledByPatient ? WorkbookProblemCodes.CancelledVisit : WorkbookProblemCodes.BookedAlready;
            problems.Add(row.Row.Problem(code, ProblemSeverity.Warning, null, VisitPlanner.When));
        }
        else if (faults.Count == 0 && visit is not null)
        {
            var result = lost.TryGetValue(row.Row, out var why) ? new(null, row.Row.Problem(why, ProblemSeverity.Error, null, VisitPlanner.When)) : await visits!.Place(row, card, visit, cancel);
            (placed, place) = (result.Visit, result.Fault is not null);
            faults.AddRange(result.Fault is { } fault ? [fault] : []);
        }

        faults.ForEach(problems.Add);
        planned.Add(new(row.Row, fate, faults.FirstOrDefault()?.Code, card?.Id, slot) { Doctor = visit?.Doctor, LostPlace = place });
        if (faults.Count > 0)
        {
            return;
        }

        said.TryAdd((row.Key, slot), row);
        if (people.TryAdd(row.Key, row) && card is null)
        {
            TellSimilar(row);
        }

        if (fate == RowFate.Import)
        {
            TellKept(row, card);
            good.Add(new(row, card, placed));
        }
    }

    private PatientImportPlan Plan(SiteId site) => new()
    {
        Kind = table.Kind,
        Site = site,
        Rows = planned,
        Problems = problems.All,
        NewCards = people.Keys.Count(k => !cards.ByKey.ContainsKey(k)),
        FoundCards = people.Keys.Where(cards.ByKey.ContainsKey).Select(k => cards.ByKey[k].Id).Distinct().Count(),
        Completes = good.Exists(r => r.Card is { } card && (CardChanges.Of(r.Checked, card).Any || r.Checked.Policies.Any(p => !cards.Policies[card.Id].Contains((p.Kind, p.Number!))))),
    };

    /// <summary>A number is one person's, in the clinic and in the file.</summary>
    private WorkbookProblem? NumberFault(CheckedRow row, Patient? card)
    {
        if (row.CardNumber is not { } number)
        {
            return null;
        }

        return cards.ByNumber[number].Any(id => id != card?.Id) || (!numbers.TryAdd(number, row.Key) && numbers[number] != row.Key)
            ? row.Row.Problem(ProblemCodes.CardNumberTaken, ProblemSeverity.Error, null, TableField.CardNumber) : null;
    }

    /// <summary>Asked of a person typed at the desk, too: the card may be there under another number or date of birth.</summary>
    private void TellSimilar(CheckedRow row)
    {
        if (!strangers.TryGetValue(row.Contact!.Phone, out var above))
        {
            strangers.Add(row.Contact.Phone, above = []);
        }

        if (cards.Similar(row) is { } card)
        {
            var born = card.BirthDate is { } date ? $", {date.ToString("d", CultureInfo.CurrentCulture)}" : "";
            problems.Add(row.Row.Problem(WorkbookProblemCodes.SimilarCard, ProblemSeverity.Warning, card.Name.Full + born, CheckedRow.Fields("/name/family")));
        }
        else if (KnownCards.Similar(row, above) is { } other)
        {
            problems.Add(row.Row.Problem(WorkbookProblemCodes.SimilarRow, ProblemSeverity.Warning, SheetGrid.RowName(other.Row.Number - 1), CheckedRow.Fields("/name/family")));
        }

        above.Add(row);
    }

    /// <summary>What stands on a card is not overwritten, and that is said.</summary>
    private void TellKept(CheckedRow row, Patient? card)
    {
        foreach (var (pointer, kept) in card is null ? [] : CardChanges.Of(row, card).Kept)
        {
            problems.Add(row.Row.Problem(WorkbookProblemCodes.CardKept, ProblemSeverity.Warning, kept, CheckedRow.Fields(pointer)));
        }
    }
}
