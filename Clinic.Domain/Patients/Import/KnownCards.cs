using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>The cards that the rows of a table may mean.</summary>
/// <param name="ByKey">By the contact key, the one that stands for it.</param>
/// <param name="ByNumber">Whose card has the number.</param>
/// <param name="Policies">What is on the cards.</param>
internal sealed record KnownCards(IReadOnlyDictionary<long, Patient> ByKey, ILookup<string, PatientId> ByNumber, ILookup<PatientId, (PaymentKind Kind, string Number)> Policies)
{
    private ILookup<string, Patient> ByPhone { get; init; } = Enumerable.Empty<Patient>().ToLookup(p => p.Phone);

    private ILookup<string, Patient> ByName { get; init; } = Enumerable.Empty<Patient>().ToLookup(p => p.SearchName);

    internal static async Task<KnownCards> Load(ClinicDb db, List<CheckedRow> rows, CancellationToken cancel)
    {
        var people = rows.FindAll(r => r.Contact is not null);
        var keys = people.ConvertAll(r => r.Key).Distinct().ToList();
        var cards = await db.Patients.Where(p => EF.Parameter(keys).Contains(p.ContactKey)).ToListAsync(cancel);
        var kept = await KeptCards.Of(db, cards, cancel);
        var byKey = cards.GroupBy(c => c.ContactKey).ToDictionary(g => g.Key, g => kept[g.OrderBy(c => c.MergedInto != null).ThenBy(c => c.Id.Value).First().Id]);
        var strangers = people.FindAll(r => !byKey.ContainsKey(r.Key));
        var phones = strangers.ConvertAll(r => r.Contact!.Phone.E164).Distinct().ToList();
        var byPhone = (await db.Patients.Where(p => p.MergedInto == null && EF.Parameter(phones).Contains(p.Phone)).OrderBy(p => p.Id).ToListAsync(cancel)).ToLookup(p => p.Phone);

        // Who gives no date of birth is told by name and number, where one card alone has both.
        foreach (var row in strangers.Where(r => r.Contact!.BirthDate is null))
        {
            if (byPhone[row.Contact!.Phone.E164].Where(c => IsSame(c.Name, row.Contact.Name)).Take(2).ToList() is [var only])
            {
                byKey.TryAdd(row.Key, only);
            }
        }

        // A card may lack the third name.
        var names = strangers.SelectMany(r => new[] { r.Contact!.Name, r.Contact.Name with { Middle = null } }).Select(n => SearchText.Fold(n.Full)).Distinct().ToList();
        var byName = (await db.Patients.Where(p => p.MergedInto == null && EF.Parameter(names).Contains(p.SearchName)).OrderBy(p => p.Id).ToListAsync(cancel)).ToLookup(p => p.SearchName);
        foreach (var card in byKey.Values.ToList())
        {
            byKey.TryAdd(card.ContactKey, card);
        }

        var written = rows.Select(r => r.CardNumber).OfType<string>().Distinct().ToList();
        var numbers = await db.Patients.Where(p => p.MergedInto == null && EF.Parameter(written).Contains(p.CardNumber!)).Select(p => new { p.CardNumber, p.Id }).ToListAsync(cancel);
        var ids = byKey.Values.Select(c => c.Id).Distinct().ToList();
        var policies = await db.PatientPolicies.Where(p => EF.Parameter(ids).Contains(p.PatientId)).ToListAsync(cancel);
        return new(byKey, numbers.ToLookup(n => n.CardNumber!, n => n.Id), policies.ToLookup(p => p.PatientId, p => (p.Kind, p.Number))) { ByPhone = byPhone, ByName = byName };
    }

    /// <summary>The row under the key of its card, so that all ways to write a person count as one.</summary>
    internal CheckedRow WithPersonsKey(CheckedRow row) => row.Contact is not null && ByKey.TryGetValue(row.Key, out var card) && card.ContactKey != 0 ? row with { Key = card.ContactKey } : row;

    /// <summary>A card that may be the stranger's all the same; the likeliest.</summary>
    internal Patient? Similar(CheckedRow stranger)
    {
        var (contact, typed) = (stranger.Contact!, Typed(stranger.Contact!));
        var near = ByPhone[contact.Phone.E164].Concat(ByName[SearchText.Fold(contact.Name.Full)]).Concat(ByName[SearchText.Fold((contact.Name with { Middle = null }).Full)]);
        return near.Select(c => (Card: c, Why: FindDuplicates.Why(c.Name, c.BirthDate, c.Phone == contact.Phone.E164, typed))).Where(c => c.Why is not null).OrderBy(c => c.Why).Select(c => c.Card).FirstOrDefault();
    }

    /// <summary>A person of a row above who may be the same.</summary>
    internal static CheckedRow? Similar(CheckedRow stranger, IEnumerable<CheckedRow> above) =>
        above.FirstOrDefault(r => FindDuplicates.Why(r.Contact!.Name, r.Contact.BirthDate, r.Contact.Phone == stranger.Contact!.Phone, Typed(stranger.Contact)) is not null);

    private static ContactInput Typed(ContactDetails contact) => new() { Family = contact.Name.Family, Given = contact.Name.Given, BirthDate = contact.BirthDate };

    private static bool IsSame(PersonName card, PersonName row) =>
        SearchText.Fold(card.Family) == SearchText.Fold(row.Family) && SearchText.Fold(card.Given) == SearchText.Fold(row.Given)
        && (card.Middle is null || row.Middle is null || SearchText.Fold(card.Middle) == SearchText.Fold(row.Middle));
}
