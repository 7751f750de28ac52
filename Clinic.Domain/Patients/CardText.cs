using Clinic.Domain.Problems;

namespace Clinic.Domain.Patients;

/// <summary>What is typed on a card, tidied and checked; the fault stands under the pointer of its field.</summary>
internal static class CardText
{
    internal static string? Line(FieldChecks checks, string pointer, string? text, int most, bool required = false) =>
        Checked(checks, pointer, text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), most, required, c => false);

    /// <summary>May have several lines.</summary>
    internal static string? Paragraph(FieldChecks checks, string pointer, string? text, int most) =>
        Checked(checks, pointer, (text ?? "").ReplaceLineEndings("\n").Trim(), most, required: true, c => c is '\n' or '\t');

    internal static string? Number(FieldChecks checks, string pointer, string? text, int most, bool required = false) =>
        Checked(checks, pointer, string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))), most, required, c => false);

    private static string? Checked(FieldChecks checks, string pointer, string text, int most, bool required, Func<char, bool> allowed)
    {
        if (text.Length == 0)
        {
            if (required)
            {
                checks.Add(pointer, ProblemCodes.Required);
            }

            return null;
        }

        if (text.Length > most)
        {
            checks.Add(pointer, ProblemCodes.TooLong);
        }
        else if (text.Any(c => char.IsControl(c) && !allowed(c)) || !IsWhole(text))
        {
            checks.Add(pointer, ProblemCodes.BadCharacters);
        }

        return text;
    }

    /// <summary>Half a character is none, and no database keeps it.</summary>
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
