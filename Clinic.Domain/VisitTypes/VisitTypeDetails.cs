using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Domain.VisitTypes;

/// <summary>A visit type as typed.</summary>
public sealed record VisitTypeDetails
{
    /// <summary>Minutes of a visit.</summary>
    public static readonly Bounds Length = new(5, 480);

    /// <summary>Minutes before or after a visit; free time is reckoned with an hour around at most.</summary>
    public static readonly Bounds Buffer = new(0, 60);

    /// <summary>Patients who come to one visit together.</summary>
    public static readonly Bounds Group = new(1, 50);

    /// <summary>Whole years.</summary>
    public static readonly Bounds Age = new(0, 150);

    private const int PartsLength = 100;
    private const int NeedsLength = 400;

    /// <summary>Null for a new one.</summary>
    public VisitTypeId? Id { get; set; }

    public LocalText Name { get; set; } = new("");

    public SpecialtyId? Specialty { get; set; }

    public VisitKind Kind { get; set; }

    /// <summary>Null takes the minutes per visit of the roster.</summary>
    public int? Minutes { get; set; }

    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    /// <summary>When the doctor is needed, as people write it: <c>0–15, 45–60 min</c>; empty for the whole visit.</summary>
    public string? DoctorParts { get; set; }

    public int Capacity { get; set; } = 1;

    /// <summary>Kinds of device, one device of each.</summary>
    public IReadOnlyList<string> Needs { get; set; } = [];

    public int? MinAge { get; set; }

    public int? MaxAge { get; set; }

    public bool ReferralRequired { get; set; }

    /// <summary>How the patient prepares, with line breaks; at most <see cref="LocalText.PassageLength"/> characters in a language.</summary>
    public LocalText Preparation { get; set; } = new("");

    public PaymentKinds Payments { get; set; } = PaymentKinds.All;

    public decimal? Price { get; set; }

    public bool BookableOnline { get; set; } = true;

    /// <summary>False for one that is offered no more.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static VisitTypeDetails Of(VisitType type) => new()
    {
        Id = type.Id,
        Name = type.Name,
        Specialty = type.SpecialtyId,
        Kind = type.Kind,
        Minutes = type.Minutes,
        BufferBefore = type.BufferBefore,
        BufferAfter = type.BufferAfter,
        DoctorParts = type.DoctorParts.IsWhole ? null : string.Join(", ", type.DoctorParts.Parts.Select(p => $"{p.From}–{p.To}")),
        Capacity = type.Capacity,
        Needs = type.Needs,
        MinAge = type.MinAge,
        MaxAge = type.MaxAge,
        ReferralRequired = type.ReferralRequired,
        Preparation = type.Preparation,
        Payments = type.Payments,
        Price = type.Price,
        BookableOnline = type.BookableOnline,
        Active = type.Active,
        Version = type.Version,
    };

    /// <summary>Reads what was typed about the doctor's part: any dash, blanks and the word for minutes are understood.</summary>
    public static bool TryReadParts(string? typed, out VisitParts parts) => VisitParts.TryParse(
        string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && !char.IsLetter(c) && c != '.').Select(c => c is '–' or '—' or '−' ? '-' : c == ';' ? ',' : c)),
        out parts);

    /// <summary>Checks every field that needs no database; answers the tidy texts and the parts.</summary>
    internal (LocalText Name, LocalText Preparation, VisitParts Parts) Check(FieldChecks checks)
    {
        var (name, preparation) = (checks.Text("/name", Name, required: true), checks.Passage("/preparation", Preparation));
        checks.Minutes("/minutes", Minutes, Length);
        checks.Minutes("/bufferBefore", BufferBefore, Buffer);
        checks.Minutes("/bufferAfter", BufferAfter, Buffer);
        checks.Price("/price", Price);
        checks.Number("/capacity", Capacity, Group);
        if (!Enum.IsDefined(Kind))
        {
            checks.Add("/kind", ProblemCodes.BadValue);
        }

        CheckAge(checks);
        if (Payments == PaymentKinds.None || (Payments & ~PaymentKinds.All) != 0)
        {
            checks.Add("/payments", Payments == PaymentKinds.None ? ProblemCodes.Required : ProblemCodes.BadValue);
        }

        if (string.Join('\n', Needs).Length > NeedsLength)
        {
            checks.Add("/needs", ProblemCodes.TooLong);
        }

        return (name, preparation, CheckParts(checks));
    }

    private void CheckAge(FieldChecks checks)
    {
        checks.Number("/minAge", MinAge ?? Age.Min, Age);
        checks.Number("/maxAge", MaxAge ?? Age.Max, Age);
        if (MinAge > MaxAge)
        {
            checks.Add("/maxAge", ProblemCodes.FromAfterTo);
        }
    }

    private VisitParts CheckParts(FieldChecks checks)
    {
        if (!TryReadParts(DoctorParts, out var parts) || parts.ToString().Length > PartsLength)
        {
            checks.Add("/doctorParts", ProblemCodes.BadValue);
        }
        else if (!parts.IsWhole && Minutes is null)
        {
            checks.Add("/minutes", ProblemCodes.LengthMissing);
        }
        else if (!parts.IsWhole && parts.Parts[^1].To > Minutes)
        {
            checks.Add("/doctorParts", ProblemCodes.BeyondVisit);
        }

        // The whole visit said in other words is the whole visit.
        return parts.Parts is [(0, var end)] && end == Minutes ? VisitParts.Whole : parts;
    }
}
