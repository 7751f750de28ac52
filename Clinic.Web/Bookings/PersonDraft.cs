using System.Globalization;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;

namespace Clinic.Web.Bookings;

/// <summary>A new patient as the registrar types; the birth date as text.</summary>
public sealed class PersonDraft
{
    private static readonly string[] Order = ["/name/family", "/name/given", "/name/middle", "/birthDate", "/phone", "/email"];

    private IReadOnlyList<FieldError> errors = [];

    public string? Family { get; set; }

    public string? Given { get; set; }

    public string? Middle { get; set; }

    public string? BirthDate { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>Begins with what was searched for and not found.</summary>
    public static PersonDraft From(string search)
    {
        if (BoardFormat.TryReadDate(search, out _))
        {
            return new() { BirthDate = search.Trim() };
        }

        if (!search.Any(char.IsLetter))
        {
            return new() { Phone = search.Trim() };
        }

        var words = search.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Capital).ToList();
        return new() { Family = words.ElementAtOrDefault(0), Given = words.ElementAtOrDefault(1), Middle = words.ElementAtOrDefault(2) };
    }

    /// <summary>Begins with somebody who left a name and a telephone number.</summary>
    public static PersonDraft Of(PersonName name, string? phone, DateOnly? birthDate = null, string? email = null) =>
        new() { Family = name.Family, Given = name.Given, Middle = name.Middle, Phone = phone, BirthDate = birthDate?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), Email = email };

    /// <summary>The fields so far, whether they are valid or not.</summary>
    public ContactInput Input => new()
    {
        Family = Family,
        Given = Given,
        Middle = Middle,
        Phone = Phone,
        Email = Email,
        BirthDate = BoardFormat.TryReadDate(BirthDate, out var date) ? date : null,
    };

    /// <summary>The details if they are valid; else the faults stand at their fields.</summary>
    public ContactDetails? Check(DateOnly today)
    {
        var born = BoardFormat.TryReadDate(BirthDate, out _);
        var result = ContactDetails.Check(Input, today);
        errors = result.Ok ? [] : result.Problem.Errors;
        if (!born)
        {
            // Without it two people under one telephone could not be told apart.
            errors = [.. errors, new("/birthDate", string.IsNullOrWhiteSpace(BirthDate) ? ProblemCodes.Required : ProblemCodes.BadDate)];
        }

        return errors.Count == 0 ? result.Value : null;
    }

    /// <summary>Shows what was refused about the patient at its fields; answers whether anything was.</summary>
    public bool Blame(IEnumerable<FieldError> refused)
    {
        const string Prefix = "/patient/";
        errors = [.. refused.Where(e => e.Pointer.StartsWith(Prefix, StringComparison.Ordinal)).Select(e => e with { Pointer = e.Pointer[(Prefix.Length - 1)..] })];
        return errors.Count > 0;
    }

    /// <summary>Pointer of the first field at fault, in the order of the form; null when none is.</summary>
    public string? FirstFault => Order.FirstOrDefault(p => Fault(p) is not null);

    /// <summary>What is wrong with a field, in the reader's language; null when nothing is.</summary>
    public string? Fault(string pointer) => errors.FirstOrDefault(e => e.Pointer == pointer) is { } error ? Problem.Text(error.Code) : null;

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
