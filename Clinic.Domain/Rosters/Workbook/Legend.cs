using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>What one letter stands for: a reason not to work, or hours ("1 – 8:00–14:00").</summary>
internal sealed record LegendEntry(DayMark Mark, HoursReading? Hours);

/// <summary>The explanations a sheet gives for its own letters; they win over the usual meanings.</summary>
internal sealed partial class Legend
{
    private readonly Dictionary<string, LegendEntry> entries = [];

    [GeneratedRegex(@"^\s*(?:условные\s+обозначения|обозначения|сокращения|примечани[ея]|legend|key|abbreviations|légende|abréviations)\s*:?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    // "О – отпуск", "В/вых – выходной", "Б=больничный"
    [GeneratedRegex(@"^(?<key>[^\s=:,;-]{1,6}(?:\s?/\s?[^\s=:,;/-]{1,9})*)\s*[-=:]\s*(?<meaning>\S.*)$")]
    private static partial Regex KeyFirst();

    // "отпуск – О"
    [GeneratedRegex(@"^(?<meaning>[^=:,;-]{3,40}?)\s*[-=:]\s*(?<key>\S{1,4})$")]
    private static partial Regex KeyLast();

    // A comma inside hours does not end an explanation.
    [GeneratedRegex(@"[;\n]|,(?!\s*\d{1,2}(?:[:.]\d\d)?\s*-\s*\d{1,2}(?:[:.]\d\d)?\s*(?:[,;\n]|$))")]
    private static partial Regex Separator();

    public LegendEntry? Find(string text) => entries.GetValueOrDefault(DayMarks.Key(text));

    /// <summary>Takes in the texts of one row that is no doctor's line, in column order.</summary>
    public void Learn(IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            var text = CellText.Clean(texts[i]);
            foreach (var piece in Separator().Split(Heading().Replace(text, "")))
            {
                LearnPiece(piece.Trim());
            }

            var key = text.TrimEnd(' ', '-', '=', ':');
            if (key.Length is > 0 and <= 4 && i + 1 < texts.Count && DayMarks.Meaning(CellText.Clean(texts[i + 1]).TrimStart('-', '=', ' '), wholeText: true) is { } mark)
            {
                Add(key, new(mark, null));
            }
        }
    }

    private void LearnPiece(string piece)
    {
        if (KeyFirst().Match(piece) is { Success: true } first && Explain(first.Groups["meaning"].Value) is { } entry)
        {
            Add(first.Groups["key"].Value, entry);
        }
        else if (KeyLast().Match(piece) is { Success: true } last && DayMarks.Meaning(last.Groups["meaning"].Value, wholeText: false) is { } mark)
        {
            Add(last.Groups["key"].Value, new(mark, null));
        }
    }

    private static LegendEntry? Explain(string meaning)
    {
        if (DayMarks.Meaning(meaning, wholeText: false) is { } mark)
        {
            return new(mark, null);
        }

        // "утро (8:00-14:00)", "1 смена 8-14"
        var hours = LeadingWords().Replace(meaning, "").Trim('(', ')', ' ', '.');
        return HoursText.Read(hours) is { Work.Count: > 0 } read ? new(DayMark.None, read) : null;
    }

    [GeneratedRegex(@"^(?:\d\s?(?:-я\s)?(?=смена))?[^\d(]*\(?")]
    private static partial Regex LeadingWords();

    private void Add(string keys, LegendEntry entry)
    {
        entries[DayMarks.Key(keys)] = entry;
        foreach (var key in keys.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            entries.TryAdd(DayMarks.Key(key), entry);
        }
    }
}
