using System.Globalization;
using System.Resources;
using Clinic.Domain.Availability;

namespace Clinic.Domain.Problems;

/// <summary>A refusal. <see cref="Code"/> comes from <see cref="ProblemCodes"/>; the text is made at the door, in the reader's language.</summary>
public sealed record Problem(string Code)
{
    private static readonly ResourceManager Texts = new("Clinic.Domain.Problems.ProblemTexts", typeof(Problem).Assembly);

    /// <summary>Fields at fault, by JSON pointer into the request.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The nearest free slots, best first; filled when a time was taken.</summary>
    public IReadOnlyList<Slot> Alternatives { get; init; } = [];

    /// <summary>Seconds until the hold that is in the way expires.</summary>
    public int? SecondsUntilRelease { get; init; }

    public static Problem Invalid(params FieldError[] errors) => new(ProblemCodes.Invalid) { Errors = errors };

    public static Problem Field(string pointer, string code) => Invalid(new FieldError(pointer, code));

    /// <summary>The text of a code in the given language; the code itself where a text is missing.</summary>
    public static string Text(string code, CultureInfo? culture = null) =>
        Texts.GetString(code, culture ?? CultureInfo.CurrentUICulture) ?? code;

    public string Describe(CultureInfo? culture = null) => Text(Code, culture);
}

/// <summary>One field at fault: JSON pointer and a code of <see cref="ProblemCodes"/>.</summary>
public sealed record FieldError(string Pointer, string Code);
