using System.Buffers.Binary;
using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Patients;

/// <summary>Who the patient is and how to reach them, as typed and found valid.</summary>
public sealed record ContactDetails
{
    private const int NameLength = 80;
    private const int EmailLength = 254;
    private static readonly DateOnly Oldest = new(1900, 1, 1);

    private ContactDetails(PersonName name, Phone phone, DateOnly? birthDate, string? email)
    {
        Name = name;
        Phone = phone;
        BirthDate = birthDate;
        Email = email;
    }

    public PersonName Name { get; }

    public Phone Phone { get; }

    public DateOnly? BirthDate { get; }

    public string? Email { get; }

    /// <summary>Checks what was typed; all faults at once.</summary>
    /// <param name="input">The fields as typed.</param>
    /// <param name="today">No one is born later.</param>
    /// <param name="pointer">JSON pointer of the object that holds the fields, for the faults.</param>
    /// <param name="wholeName">Whether the family name is required; whoever only asks to be called may leave it out.</param>
    public static Result<ContactDetails> Check(ContactInput input, DateOnly today, string pointer = "", bool wholeName = true)
    {
        var errors = new List<FieldError>();
        CheckName(errors, $"{pointer}/name/family", input.Family, required: wholeName);
        CheckName(errors, $"{pointer}/name/given", input.Given, required: true);
        CheckName(errors, $"{pointer}/name/middle", input.Middle, required: false);
        if (string.IsNullOrWhiteSpace(input.Phone))
        {
            errors.Add(new($"{pointer}/phone", ProblemCodes.Required));
        }

        if (!Phone.TryParse(input.Phone, out var phone) && !string.IsNullOrWhiteSpace(input.Phone))
        {
            errors.Add(new($"{pointer}/phone", ProblemCodes.BadPhone));
        }

        if (input.BirthDate < Oldest || input.BirthDate > today)
        {
            errors.Add(new($"{pointer}/birthDate", ProblemCodes.BadDate));
        }

        var email = string.IsNullOrWhiteSpace(input.Email) ? null : input.Email.Trim();
        if (email is not null && !IsEmail(email))
        {
            errors.Add(new($"{pointer}/email", ProblemCodes.BadEmail));
        }

        return errors.Count > 0
            ? Problem.Invalid([.. errors])
            : new ContactDetails(new(Trim(input.Family) ?? "", Trim(input.Given)!, Trim(input.Middle)), phone, input.BirthDate, email);
    }

    /// <summary>
    /// A keyed hash of phone, birth date and given name (without a birth date: of the whole name), so that two children under one phone are told
    /// apart, twins with the same initial too, and a typing slip in the family name is not another person.
    /// </summary>
    public long Key(byte[] secret)
    {
        var given = SearchText.Fold(Name.Given);
        var text = BirthDate is { } born
            ? string.Create(CultureInfo.InvariantCulture, $"{Phone}|{born:yyyy-MM-dd}|{given}")
            : $"{Phone}|{SearchText.Fold(Name.Family)}|{given}";
        return BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text))) & long.MaxValue;
    }

    /// <summary>A keyed hash of the telephone number alone, under which the open requests of everybody with this number are counted.</summary>
    internal long PhoneKey(byte[] secret) => BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"phone|{Phone}"))) & long.MaxValue;

    private static void CheckName(List<FieldError> errors, string pointer, string? text, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required)
            {
                errors.Add(new(pointer, ProblemCodes.Required));
            }
        }
        else if (text.Length > NameLength)
        {
            errors.Add(new(pointer, ProblemCodes.TooLong));
        }
        else if (!text.Any(char.IsLetter) || text.Any(c => !char.IsLetter(c) && !IsMark(c) && c is not (' ' or '-' or '\'' or '’' or '.' or '(' or ')' or ',')))
        {
            errors.Add(new(pointer, ProblemCodes.BadCharacters));
        }
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether letters can go there.</summary>
    internal static bool IsEmail(string text) => text.Length <= EmailLength && MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Any(char.IsControl) && text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..].Contains('.');

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The fields as somebody typed them.</summary>
public sealed record ContactInput
{
    public string? Family { get; init; }

    public string? Given { get; init; }

    public string? Middle { get; init; }

    public string? Phone { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Email { get; init; }
}
