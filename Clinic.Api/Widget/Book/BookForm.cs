using System.Globalization;
using Clinic.Api.Bookings;

namespace Clinic.Api.Widget.Book;

/// <summary>The fields of the plain form as they were typed. Each has the name that the last part of its pointer has in a refusal.</summary>
internal sealed class BookForm(IFormCollection? fields)
{
    /// <summary>What robots like to fill in and nobody asks for.</summary>
    public const string Trap = "website";

    /// <summary>When the form was made.</summary>
    public const string Stamp = "made";

    /// <summary>Which code was sent.</summary>
    public const string CodeId = "codeId";

    /// <summary>The button that asks for another code.</summary>
    public const string Again = "again";

    private const int MaxKey = 100;

    private static readonly string[] Dates = ["yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy"];

    private static readonly string[] Another = ["by-given", "by-phone", "by-email", "by-relation"];

    private readonly string fresh = Guid.NewGuid().ToString();

    /// <summary>Made with the form, so that a form sent twice books once.</summary>
    public string Key => this["key"] is { Length: > 0 and <= MaxKey } key ? key : fresh;

    /// <summary>A field that no person sees was filled in.</summary>
    public bool IsTrapped => this[Trap] is not null;

    /// <summary>Nobody has typed anything yet.</summary>
    public bool IsEmpty => fields is null;

    public string? this[string name] => fields?[name] is [{ } value, ..] && value.Trim() is { Length: > 0 } text ? text : null;

    public string NewKey => fresh;

    public BookingRequest Request => new(
        this["slot"],
        null,
        new(new(this["family"], this["given"], this["middle"]), Born, this["phone"], this["email"]),
        this["kind"] is { } kind ? new(kind, kind == "vhi" ? this["insurer"] : null, kind is "vhi" or "oms" ? this["policy"] : null) : null,
        new(this["version"]),
        this["comment"],
        this["source"] ?? "book",
        this["referral"],
        this["marketing"] is { } marketing ? new(marketing) : null,
        ForAnother ? new(new(null, this["by-given"], null), this["by-phone"], this["by-email"], this["by-relation"]) : null,
        this[CodeId] is { } id && !WantsCode ? new(id, this["code"]) : null);

    /// <summary>The last code was lost on its way.</summary>
    public bool WantsCode => this[Again] is not null;

    /// <summary>The address that a refusal for the want of a code points at.</summary>
    public string? Address(string pointer) => pointer == "/bookedBy/email" ? this["by-email"] : this["email"];

    /// <summary>The visitor says who they are besides the patient.</summary>
    public bool ForAnother => Another.Any(f => this[f] is not null);

    private string? Born => DateOnly.TryParseExact(this["birthDate"], Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : this["birthDate"];
}
