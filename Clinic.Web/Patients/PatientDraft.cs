using System.Globalization;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Web.Bookings;

namespace Clinic.Web.Patients;

/// <summary>A card as somebody types it; the birth date as text.</summary>
public sealed class PatientDraft
{
    public static readonly IReadOnlyList<(string Field, string Pointer, string Text)> Fields =
    [
        ("family", "/name/family", "Family"), ("given", "/name/given", "Given"), ("middle", "/name/middle", "Middle"), ("birthDate", "/birthDate", "BirthDate"),
        ("phone", "/phone", "Phone"), ("email", "/email", "Email"), ("cardNumber", "/cardNumber", "CardNumber"),
    ];

    private readonly Dictionary<string, string?> values = [];

    public string? this[string field]
    {
        get => values.GetValueOrDefault(field);
        set => values[field] = value;
    }

    /// <summary>A birth date was typed that is none.</summary>
    public bool BadBirthDate => !string.IsNullOrWhiteSpace(this["birthDate"]) && !BoardFormat.TryReadDate(this["birthDate"], out _);

    public ContactInput Contact => new()
    {
        Family = this["family"],
        Given = this["given"],
        Middle = this["middle"],
        BirthDate = BoardFormat.TryReadDate(this["birthDate"], out var born) ? born : null,
        Phone = this["phone"],
        Email = this["email"],
    };

    public PatientDetails Details => new() { Contact = Contact, CardNumber = this["cardNumber"] };

    public static PatientDraft Of(Patient card, string dateFormat) => new()
    {
        ["family"] = card.Family,
        ["given"] = card.Given,
        ["middle"] = card.Middle,
        ["birthDate"] = card.BirthDate?.ToString(dateFormat, CultureInfo.CurrentCulture),
        ["phone"] = Phone.Format(card.Phone),
        ["email"] = card.Email,
        ["cardNumber"] = card.CardNumber,
    };

    /// <summary>The fields in which the typed differs from the card, and what the card says; blanks and the way a number is written do not count.</summary>
    public IEnumerable<(string Field, string? Now)> Differing(Patient card, string dateFormat)
    {
        var now = Of(card, dateFormat);
        return Fields.Select(f => f.Field).Where(f => Plain(f, this[f]) != Plain(f, now[f])).Select(f => (f, now[f]));
    }

    /// <summary>With the fault of a birth date that is none, which only the page knows.</summary>
    public Problem? WithFaults(Problem? problem) => !BadBirthDate ? problem
        : Problem.Invalid([.. (problem?.Errors ?? []).Where(e => e.Pointer != "/birthDate"), new("/birthDate", ProblemCodes.BadDate)]);

    private static string Plain(string field, string? text) => field == "phone" && Phone.TryParse(text, out var phone) ? phone.E164
        : field == "birthDate" && BoardFormat.TryReadDate(text, out var date) ? date.ToString("O", CultureInfo.InvariantCulture)
        : (text ?? "").Trim();
}
