using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Finds cards by digits: whatever the digits may be, each by its index.</summary>
internal sealed class PatientNumbers(ClinicDb db)
{
    private const int Most = 300;
    private const int ShortestPolicy = 6;

    /// <summary>Cards that fit all of the numbers, those by their own number first.</summary>
    internal async Task<List<Patient>> Find(IReadOnlyList<NumberWish> numbers, CancellationToken cancel)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        // The most telling one is looked up, the others choose.
        var lead = numbers.OrderByDescending(n => n.Date is not null).ThenByDescending(n => n.Digits.Length).First();
        var found = await Find(lead, cancel);
        return numbers.Count == 1 ? found : found.FindAll(c => numbers.All(n => n.Fits(c)));
    }

    private async Task<List<Patient>> Find(NumberWish number, CancellationToken cancel)
    {
        var texts = new[] { number.Text, number.Text.ToUpperInvariant() }.Distinct().ToList();
        var found = await db.Patients.Where(p => texts.Contains(p.CardNumber!)).OrderBy(p => p.CardNumber).Take(Most).ToListAsync(cancel);
        if (number.Text.Length >= ShortestPolicy || number.Text.Any(char.IsLetter))
        {
            var policies = texts.Append(number.Digits).Distinct().ToList();
            var holders = await db.PatientPolicies.Where(p => policies.Contains(p.Number)).OrderBy(p => p.Number).Select(p => p.PatientId).Take(Most).ToListAsync(cancel);
            if (holders.Count > 0)
            {
                found.AddRange(await db.Patients.Where(p => EF.Parameter(holders).Contains(p.Id)).ToListAsync(cancel));
            }
        }

        if (number.Date is { } born)
        {
            found.AddRange(await db.Patients.Where(p => p.BirthDate == born).OrderBy(p => p.SearchName).Take(Most).ToListAsync(cancel));
        }

        if (number.Text.Any(char.IsLetter))
        {
            return found;
        }

        if (Phone.TryParse(number.Text, out var phone))
        {
            found.AddRange(await db.Patients.Where(p => p.Phone == phone.E164).OrderBy(p => p.SearchName).Take(Most).ToListAsync(cancel));
        }
        else if (number.Digits.Length >= NumberWish.ShortestPhoneEnd)
        {
            var digits = number.Digits.Length == 11 && number.Digits[0] == '8' ? number.Digits[1..] : number.Digits;
            var from = Patient.Reverse(digits);
            var to = from[..^1] + (char)(from[^1] + 1);
            found.AddRange(await db.Patients.Where(p => string.Compare(p.PhoneReversed, from) >= 0 && string.Compare(p.PhoneReversed, to) < 0)
                .OrderBy(p => p.PhoneReversed).Take(Most).ToListAsync(cancel));
        }

        return found;
    }
}
