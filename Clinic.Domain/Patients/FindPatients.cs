using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Finds cards by what the registrar hears: a name or its beginning, a telephone number or its end, a birth date.</summary>
public sealed class FindPatients(IDbContextFactory<ClinicDb> factory)
{
    public const int Limit = 20;

    /// <summary>Shorter input would find everybody.</summary>
    public const int Shortest = 2;

    private const int ShortestNumber = 4;
    private static readonly string[] Dates = ["d.M.yyyy", "yyyy-M-d", "d/M/yyyy"];

    /// <summary>Up to <see cref="Limit"/> cards, by name.</summary>
    public async Task<Result<IReadOnlyList<Person>>> Run(string text, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Search(db, text.Trim(), cancel) is { } wanted
            ? await wanted.Take(Limit).ToListAsync(cancel) is { } cards ? cards.ConvertAll(Person.Of) : []
            : Array.Empty<Person>();
    }

    private static async Task<IQueryable<Patient>?> Search(ClinicDb db, string text, CancellationToken cancel)
    {
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
        {
            return db.Patients.Where(p => p.BirthDate == born).OrderBy(p => p.SearchName);
        }

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (!text.Any(char.IsLetter) && digits.Length > 0)
        {
            return digits.Length >= ShortestNumber ? ByPhone(db, text, digits) : null;
        }

        var words = SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Sum(w => w.Length) < Shortest)
        {
            return null;
        }

        // People say the family name first, or last; the given name alone is looked for only when no family name begins so.
        var byFamily = ByName(db, words);
        return words.Length > 1 && !await byFamily.AnyAsync(cancel) ? ByName(db, [words[^1], .. words[..^1]])
            : words.Length == 1 && !await byFamily.AnyAsync(cancel) ? db.Patients.Where(p => p.SearchName.Contains(" " + words[0])).OrderBy(p => p.SearchName)
            : byFamily;
    }

    /// <summary>The first word begins the family name (by the index), each other one begins some further word.</summary>
    private static IQueryable<Patient> ByName(ClinicDb db, string[] words)
    {
        var (from, to) = Prefix(words[0]);
        var found = db.Patients.Where(p => string.Compare(p.SearchName, from) >= 0 && string.Compare(p.SearchName, to) < 0);
        foreach (var word in words.Skip(1))
        {
            found = found.Where(p => p.SearchName.Contains(" " + word));
        }

        return found.OrderBy(p => p.SearchName);
    }

    /// <summary>A whole number is compared as such; fewer digits are its end, found by the index over the reversed digits.</summary>
    private static IQueryable<Patient> ByPhone(ClinicDb db, string text, string digits)
    {
        if (Phone.TryParse(text, out var phone))
        {
            return db.Patients.Where(p => p.Phone == phone.E164).OrderBy(p => p.SearchName);
        }

        var (from, to) = Prefix(Patient.Reverse(digits.TrimStart('0') is { Length: 11 } whole && whole[0] == '8' ? whole[1..] : digits));
        return db.Patients.Where(p => string.Compare(p.PhoneReversed, from) >= 0 && string.Compare(p.PhoneReversed, to) < 0).OrderBy(p => p.SearchName);
    }

    /// <summary>What begins with the text lies from the text to the text with its last letter raised by one: a range, which every database finds by an index.</summary>
    private static (string From, string To) Prefix(string text) => (text, text[..^1] + (char)(text[^1] + 1));
}
