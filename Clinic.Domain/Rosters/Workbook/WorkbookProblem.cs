using System.Globalization;

namespace Clinic.Domain.Rosters.Workbook;

public enum ProblemSeverity
{
    /// <summary>Something was left out or looks odd; the rest can be applied.</summary>
    Warning,

    /// <summary>The cell, line, sheet or file was not understood.</summary>
    Error,
}

/// <summary>One thing in the workbook that a person should look at.</summary>
/// <param name="Sheet">Empty when the whole file is meant.</param>
/// <param name="Address">"F12", rows "12" or "12:14", columns "F" or "F:H"; empty when the whole sheet is meant.</param>
/// <param name="Found">The text as it stands there, shortened.</param>
/// <param name="Code">One of <see cref="WorkbookProblemCodes"/> or, for a row of patients or visits, of <see cref="Problems.ProblemCodes"/>; stable.</param>
/// <param name="Expected">Data for the second half of the sentence, such as the allowed range or the other cell; what it means depends on the code.</param>
public sealed record WorkbookProblem(string Sheet, string Address, string Found, string Code, ProblemSeverity Severity, string? Expected = null)
{
    /// <summary>The sentence for a person: where, what was found, what was expected.</summary>
    public string Describe(CultureInfo culture)
    {
        var message = Message(culture);
        return Place(culture) is { Length: > 0 } place
            ? string.Format(culture, WorkbookTexts.Get("place-and-text", culture), place, message)
            : Capitalised(message, culture);
    }

    /// <summary>What was found and what was expected, without the place.</summary>
    public string Message(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return string.Format(culture, WorkbookTexts.Get(Code, culture), Found, Expected);
    }

    /// <summary>Where it is, in words: «Лист «Декабрь», ячейка F12». Empty for the whole file.</summary>
    public string Place(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        if (Sheet.Length == 0)
        {
            return "";
        }

        var kind = Address switch
        {
            "" => "place-sheet",
            _ when Address.All(c => char.IsDigit(c)) => "place-row",
            _ when Address.All(c => char.IsDigit(c) || c == ':') => "place-rows",
            _ when Address.All(char.IsLetter) => "place-column",
            _ when Address.All(c => char.IsLetter(c) || c == ':') => "place-columns",
            _ => "place-cell",
        };
        return string.Format(culture, WorkbookTexts.Get(kind, culture), Sheet, Address.Replace(':', '–'));
    }

    private static string Capitalised(string text, CultureInfo culture) =>
        text.Length == 0 ? text : char.ToUpper(text[0], culture) + text[1..];
}
