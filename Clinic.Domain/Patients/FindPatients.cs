using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>
/// Finds cards by what the registrar hears: a name or its beginning (also with a slip, in the other keyboard layout or the other script), a telephone
/// number or its end, a birth date, the number of a card or a policy, in any order and together. A card that was merged leads to the one that was kept.
/// </summary>
public sealed class FindPatients(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public const int Limit = 20;

    /// <summary>Shorter input would find everybody.</summary>
    public const int Shortest = 2;

    /// <summary>Of so many cards with the wanted name those with the latest visits are shown.</summary>
    private const int Ranked = 400;

    /// <summary>So many names are looked through for a slip in a further word of them.</summary>
    private const int LookedThrough = 4000;

    /// <summary>Of so many who were born in one year names are looked through for a slip.</summary>
    private const int SameYear = 40_000;

    /// <summary>A given name stands among the first so many cards, or is none.</summary>
    private const int Sample = 10_000;

    /// <summary>Up to <see cref="Limit"/> cards: who fits exactly, then who begins so, then who is a slip away; among equals who was there last.</summary>
    public async Task<Result<IReadOnlyList<Person>>> Run(string text, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        text = string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        if (text.Trim().Length < Shortest)
        {
            return Array.Empty<Person>();
        }

        var query = PatientQuery.Read(text, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1));
        await using var db = await factory.CreateDbContextAsync(cancel);
        var found = query.Names.Count == 0 ? await new PatientNumbers(db).Find(query.Numbers, cancel)
            : query.Names[0].Sum(w => w.Length) < Shortest ? []
            : query.Numbers.Count == 0 ? await ByName(db, query, cancel)
            : await ByNameAndNumber(db, query, cancel);
        var best = found.DistinctBy(c => c.Id).Select(c => (Card: c, Far: query.Names.Count == 0 ? 0 : query.Distance(c))).Where(c => c.Far is not null).OrderBy(c => c.Far).Take(Ranked).ToList();
        var kept = await KeptCards.Of(db, best.ConvertAll(c => c.Card), cancel);
        var visits = await LastVisits.Of(db, kept.Values.Select(c => c.Id).Distinct(), cancel);
        return best
            .Select(c => (c.Far, Card: kept[c.Card.Id]))
            .OrderBy(c => c.Far).ThenByDescending(c => visits.GetValueOrDefault(c.Card.Id)).ThenBy(c => c.Card.SearchName, StringComparer.Ordinal)
            .DistinctBy(c => c.Card.Id).Take(Limit)
            .Select(c => Person.Of(c.Card) with { LastVisit = visits.TryGetValue(c.Card.Id, out var last) ? last : null })
            .ToList();
    }

    /// <summary>Any of the words may be the family name, by which the index finds; the next way is gone only where the one before found nobody.</summary>
    private static async Task<List<Patient>> ByName(ClinicDb db, PatientQuery query, CancellationToken cancel)
    {
        // "Иванова Мар": the whole family name and what follows, in either order, are one range.
        var whole = query.Names.Where(w => w.Length > 1).SelectMany(w => new[] { string.Join(' ', w), string.Join(' ', [w[^1], .. w[..^1]]) }).Select(t => new Beginning(t, [])).ToList();
        var found = whole.Count == 0 ? [] : Fitting(query, await NameRanges.Read(db, whole, null, Ranked, cancel));
        if (found.Count >= Limit)
        {
            return found;
        }

        var begins = query.Names.SelectMany(words => words.Select(w => new Beginning(w, [.. words.Where(o => !ReferenceEquals(o, w))]))).Where(b => b.Text.Length >= Shortest).ToList();
        found.AddRange(begins.Count == 0 ? [] : Fitting(query, await NameRanges.Read(db, begins, null, Ranked, cancel)));
        if (found.Count == 0)
        {
            found = Fitting(query, await ByFurtherWords(db, query, cancel));
        }

        if (found.Count == 0)
        {
            found = Fitting(query, await BySecondTypos(db, query, cancel));
        }

        if (found.Count == 0 && query.Names[0].Length > 1 && begins.Count > 0)
        {
            found = Fitting(query, await NameRanges.Read(db, begins.ConvertAll(b => b with { More = [] }), null, LookedThrough, cancel));
        }

        return found.Count > 0 ? found : Fitting(query, await ByTypos(db, query, cancel));
    }

    private static List<Patient> Fitting(PatientQuery query, List<Patient> cards) => cards.FindAll(c => query.Distance(c) is not null);

    /// <summary>Given names and second parts of family names, which no index finds: the first cards with the word, which show that a further letter is wanted.</summary>
    private static async Task<List<Patient>> ByFurtherWords(ClinicDb db, PatientQuery query, CancellationToken cancel)
    {
        var first = db.Patients.OrderBy(p => p.SearchName).Take(Sample);
        foreach (var words in query.Names)
        {
            if (words[0].Length > Shortest && await With(first.Select(p => p.SearchName), words).AnyAsync(cancel))
            {
                var wanted = words.Select(w => " " + w).ToList();
                return await wanted.Aggregate(first, (some, word) => some.Where(p => (" " + p.SearchName).Contains(word))).OrderBy(p => p.SearchName).Take(2 * Limit).ToListAsync(cancel);
            }
        }

        return [];

        static IQueryable<string> With(IQueryable<string> names, string[] words) =>
            words.Select(w => " " + w).Aggregate(names, (some, word) => some.Where(n => (" " + n).Contains(word)));
    }

    /// <summary>"Иванова Мраия": the family name and what a slip may have made of the next word, in either order, are one range each, however many bear the family name.</summary>
    private static Task<List<Patient>> BySecondTypos(ClinicDb db, PatientQuery query, CancellationToken cancel)
    {
        var near = query.Names.Where(w => w.Length > 1).SelectMany(w => new[] { (First: w[0], Slip: w[1]), (First: w[1], Slip: w[0]) })
            .SelectMany(w => NameTypos.Of(w.Slip).Select(t => new Beginning($"{w.First} {t}", []))).ToList();
        return near.Count == 0 ? Task.FromResult<List<Patient>>([]) : NameRanges.Read(db, near, null, 3 * Limit, cancel);
    }

    private static Task<List<Patient>> ByTypos(ClinicDb db, PatientQuery query, CancellationToken cancel)
    {
        var near = query.Names.SelectMany(words => words.Take(2).SelectMany(w => NameTypos.Of(w).Select(t => new Beginning(t, [.. words.Where(o => !ReferenceEquals(o, w))])))).ToList();
        return near.Count == 0 ? Task.FromResult<List<Patient>>([]) : NameRanges.Read(db, near, null, 3 * Limit, cancel);
    }

    /// <summary>A date or the end of a number leaves few, whatever their names; a year or fewer digits choose among those with the name.</summary>
    private static async Task<List<Patient>> ByNameAndNumber(ClinicDb db, PatientQuery query, CancellationToken cancel)
    {
        var numbers = new PatientNumbers(db);
        var found = new List<Patient>();
        foreach (var number in query.Numbers)
        {
            found.AddRange(await numbers.Find([number], cancel));
        }

        found = Fitting(query, found);
        if (found.Count > 0 && query.Numbers.All(n => n.Year is null))
        {
            return found;
        }

        var year = query.Numbers.Select(n => n.Year).FirstOrDefault(y => y is not null);
        var born = year is { } y ? (new DateOnly(y, 1, 1), new DateOnly(y, 12, 31)) : ((DateOnly, DateOnly)?)null;
        var begins = query.Names.SelectMany(words => words.Where(w => w.Length >= Shortest).Select(w => new Beginning(w, [.. words.Where(o => !ReferenceEquals(o, w))]))).ToList();
        if (begins.Count > 0)
        {
            found.AddRange(await NameRanges.Read(db, begins, born, LookedThrough, cancel));
            found = Fitting(query, found);
        }

        return found.Count == 0 && born is { } whole ? await BornThen(db, query, whole, cancel) : found;
    }

    /// <summary>Whoever was born in the year, looked through for a slip: by the beginnings of names a slip away there would be many times as many.</summary>
    private static async Task<List<Patient>> BornThen(ClinicDb db, PatientQuery query, (DateOnly From, DateOnly To) born, CancellationToken cancel)
    {
        var names = await db.Patients.Where(p => p.BirthDate >= born.From && p.BirthDate <= born.To).OrderBy(p => p.BirthDate).Take(SameYear)
            .Select(p => new Patient { Id = p.Id, SearchName = p.SearchName, BirthDate = p.BirthDate, Phone = p.Phone, CardNumber = p.CardNumber }).ToListAsync(cancel);
        var near = Fitting(query, names).Take(Ranked).Select(p => p.Id).ToList();
        return near.Count == 0 ? [] : await db.Patients.Where(p => EF.Parameter(near).Contains(p.Id)).ToListAsync(cancel);
    }
}
