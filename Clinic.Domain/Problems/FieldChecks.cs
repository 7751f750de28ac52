using System.Text.Encodings.Web;

namespace Clinic.Domain.Problems;

/// <summary>The least and the greatest value that a number may have.</summary>
public readonly record struct Bounds(int Min, int Max)
{
    public bool Contain(int value) => Min <= value && value <= Max;
}

/// <summary>Tidies the fields of a form and collects their faults, each under the pointer of its field.</summary>
internal sealed class FieldChecks
{
    // Three languages of this length, as stored, fit into the column of a LocalText.
    private const int TextLength = 180;
    private const int NameLength = 80;
    private const int MinutesStep = Cell.Minutes;
    private const decimal MaxPrice = 9_999_999.99m;
    private readonly List<FieldError> errors = [];

    /// <summary>Null when every field is sound.</summary>
    internal Problem? Fault => errors.Count == 0 ? null : Problem.Invalid([.. errors]);

    internal void Add(string pointer, string code) => errors.Add(new(pointer, code));

    internal LocalText Text(string pointer, LocalText text, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text.Ru + text.En + text.Fr))
        {
            Add(pointer, ProblemCodes.Required);
        }

        return new(Line($"{pointer}/ru", text.Ru), Line($"{pointer}/en", text.En), Line($"{pointer}/fr", text.Fr));
    }

    /// <summary>Whole sentences with line breaks, or nothing: each line without blanks at its end, at most one empty line between two.</summary>
    internal LocalText Passage(string pointer, LocalText text) =>
        new(Lines($"{pointer}/ru", text.Ru), Lines($"{pointer}/en", text.En), Lines($"{pointer}/fr", text.Fr));

    internal string? Name(string pointer, string? name, bool required)
    {
        var tidy = Tidy(name);
        if (tidy.Length == 0)
        {
            if (required)
            {
                Add(pointer, ProblemCodes.Required);
            }

            return null;
        }

        if (tidy.Length > NameLength)
        {
            Add(pointer, ProblemCodes.TooLong);
        }
        else if (!tidy.Any(char.IsLetter) || tidy.Any(c => char.IsControl(c) || c is '<' or '>'))
        {
            Add(pointer, ProblemCodes.BadCharacters);
        }

        return tidy;
    }

    /// <summary>What stands on a door or a label: letters, digits or both; required.</summary>
    internal string Label(string pointer, string? label, int maxLength)
    {
        var tidy = Tidy(label);
        if (tidy.Length == 0)
        {
            Add(pointer, ProblemCodes.Required);
        }
        else if (tidy.Length > maxLength)
        {
            Add(pointer, ProblemCodes.TooLong);
        }
        else if (!tidy.Any(char.IsLetterOrDigit) || tidy.Any(c => char.IsControl(c) || c is '<' or '>'))
        {
            Add(pointer, ProblemCodes.BadCharacters);
        }

        return tidy;
    }

    /// <summary>The number in E.164; null where none was typed.</summary>
    internal string? Phone(string pointer, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (!Patients.Phone.TryParse(typed, out var phone))
        {
            Add(pointer, ProblemCodes.BadPhone);
        }

        return phone.E164;
    }

    internal void Number(string pointer, int value, Bounds bounds)
    {
        if (!bounds.Contain(value))
        {
            Add(pointer, ProblemCodes.OutOfRange);
        }
    }

    /// <summary>Minutes count in steps of a cell.</summary>
    internal void Minutes(string pointer, int? value, Bounds bounds)
    {
        if (value is { } minutes && (!bounds.Contain(minutes) || minutes % MinutesStep != 0))
        {
            Add(pointer, ProblemCodes.OutOfRange);
        }
    }

    internal void Price(string pointer, decimal? value)
    {
        if (value is < 0 or > MaxPrice || value is { } price && decimal.Round(price, 2) != price)
        {
            Add(pointer, ProblemCodes.OutOfRange);
        }
    }

    private string Line(string pointer, string? text)
    {
        var tidy = Tidy(text);
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(tidy).Length > TextLength)
        {
            Add(pointer, ProblemCodes.TooLong);
        }
        else if (tidy.Any(char.IsControl))
        {
            Add(pointer, ProblemCodes.BadCharacters);
        }

        return tidy;
    }

    private string Lines(string pointer, string? text)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").Replace('\t', ' ').Split('\n').Select(l => l.TrimEnd()).ToList();
        var tidy = string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0))).Trim();
        if (tidy.Length > LocalText.PassageLength)
        {
            Add(pointer, ProblemCodes.TooLong);
        }
        else if (tidy.Any(c => char.IsControl(c) && c != '\n'))
        {
            Add(pointer, ProblemCodes.BadCharacters);
        }

        return tidy;
    }

    private static string Tidy(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
