using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A month as a title, a sheet name or a row of dates tells it.</summary>
/// <param name="Year">Null when only the month is named ("на декабрь").</param>
/// <param name="Weight">How surely it is the roster's month and not, say, the date of approval.</param>
internal sealed record MonthMention(int Month, int? Year, int Weight, string? Language);

/// <summary>Finds month names and numbers in Russian, English and French.</summary>
internal static partial class Months
{
    private static readonly string[] Russian =
        ["янв|января|январь|январе", "фев|февр|февраль|февраля|феврале", "мар|март|марта|марте", "апр|апрель|апреля|апреле", "май|мая|мае", "июн|июнь|июня|июне", "июл|июль|июля|июле", "авг|август|августа|августе", "сен|сент|сентябрь|сентября|сентябре", "окт|октябрь|октября|октябре", "ноя|нояб|ноябрь|ноября|ноябре", "дек|декабрь|декабря|декабре"];

    private static readonly string[] English =
        ["jan|january", "feb|february", "mar|march", "apr|april", "may", "jun|june", "jul|july", "aug|august", "sep|sept|september", "oct|october", "nov|november", "dec|december"];

    private static readonly string[] French =
        ["janv|janvier", "fev|fevr|février", "mars", "avr|avril", "mai", "juin", "juil|juillet", "aout", "septembre", "octobre", "novembre", "déc|décembre"];

    private static readonly Dictionary<string, (int Month, string Language)> Names = Build();

    [GeneratedRegex(@"(график|расписани|табел|rota\b|roster|schedule|timetable|planning|tableau|horaires)")]
    private static partial Regex TitleWord();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(20\d\d)\b")]
    private static partial Regex FullYear();

    // "12.2026", "12/2026" or "2026-12", but not the tail of 25.12.2026.
    [GeneratedRegex(@"(?<![\d./-])(?:(?<m>0?[1-9]|1[0-2])\s?[./-]\s?(?<y>20\d\d)|(?<y>20\d\d)-(?<m>0[1-9]|1[0-2]))(?![\d./-]*\d)")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"\b01[./](?<m>\d\d)[./](?<y>20\d\d)\D{1,12}(?:28|29|30|31)[./]\k<m>[./]\k<y>")]
    private static partial Regex FirstToLast();

    [GeneratedRegex(@"(?<d>\d{1,2}|_+)\s*(?:er|st|nd|rd|th|-?го|-?е)?\s*[»""'’.]?\s*(?:of\s+)?$")]
    private static partial Regex DayBefore();

    [GeneratedRegex(@"^\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,")]
    private static partial Regex AmericanDayAfter();

    [GeneratedRegex(@"(?:^|\D)0?1(?:er|st)?\s*(?:-|по|to|au)\s*(?:\D+\s)?(?:28|29|30|31)(?:st|th)?\s*$")]
    private static partial Regex WholeMonthBefore();

    /// <summary>All months mentioned in one text, the surest first; dates such as "25 ноября 2026 г." are not mentions.</summary>
    public static IEnumerable<MonthMention> In(string text)
    {
        var clean = CellText.Clean(text).Replace('\n', ' ').ToLowerInvariant();
        var title = TitleWord().IsMatch(clean) ? 2 : 0;
        int? year = FullYear().Match(clean) is { Success: true } found ? Int(found.Groups[1].Value) : null;
        var mentions = new List<MonthMention>();
        foreach (Match word in Word().Matches(clean))
        {
            if (!Names.TryGetValue(CellText.Fold(word.Value), out var month))
            {
                continue;
            }

            var before = clean[..word.Index];
            var after = clean[(word.Index + word.Length)..];
            var whole = WholeMonthBefore().IsMatch(before);
            if (!whole && (DayBefore().IsMatch(before) || AmericanDayAfter().IsMatch(after)))
            {
                continue;
            }

            // "may" is also a verb, "mar" a Tuesday: without a year or the word "rota" a short word proves nothing.
            var sure = (year is null ? 0 : 2) + title + (whole ? 0 : 1);
            if (sure > 1 || word.Length > 4)
            {
                mentions.Add(new(month.Month, year ?? ShortYear(after), sure, month.Language));
            }
        }

        foreach (var number in Numeric().Matches(clean).Concat(FirstToLast().Matches(clean)).Where(number => Int(number.Groups["m"].Value) is >= 1 and <= 12))
        {
            mentions.Add(new(Int(number.Groups["m"].Value), Int(number.Groups["y"].Value), 3 + title, null));
        }

        return mentions.OrderByDescending(mention => mention.Weight);
    }

    /// <summary>A sheet name: "Декабрь 2026", "дек 26", "Dec'26", "12.26", "2026-12".</summary>
    public static MonthMention? InSheetName(string name)
    {
        var clean = CellText.Clean(name).ToLowerInvariant();
        foreach (Match word in Word().Matches(clean))
        {
            if (Names.TryGetValue(CellText.Fold(word.Value), out var month))
            {
                int? year = FullYear().Match(clean) is { Success: true } full
                    ? Int(full.Groups[1].Value)
                    : ShortYear(clean[(word.Index + word.Length)..]);
                return new(month.Month, year, 2, month.Language);
            }
        }

        var number = ShortNumeric().Match(clean);
        return number.Success
            ? new(Int(number.Groups["m"].Value), 2000 + Int(number.Groups["y"].Value), 2, null)
            : In(name).FirstOrDefault();
    }

    /// <summary>A year standing alone: "2026", "2026 г.", "2026 год".</summary>
    public static int? Year(string text) =>
        FullYear().Match(CellText.Clean(text)) is { Success: true } found ? Int(found.Groups[1].Value) : null;

    /// <summary>A full date stands in the text ("«25» ноября 2026 г.", "25.11.2026"): its year may not be the roster's.</summary>
    public static bool IsDated(string text)
    {
        var clean = CellText.Clean(text).Replace('\n', ' ').ToLowerInvariant();
        return NumericDate().IsMatch(clean)
            || Word().Matches(clean).Any(word => Names.ContainsKey(CellText.Fold(word.Value)) && DayBefore().IsMatch(clean[..word.Index]));
    }

    [GeneratedRegex(@"\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d")]
    private static partial Regex NumericDate();

    public static int? Number(string word) =>
        Names.TryGetValue(CellText.Fold(word), out var month) ? month.Month : null;

    [GeneratedRegex(@"^(?<m>0?[1-9]|1[0-2])[./ -](?:20)?(?<y>\d\d)$")]
    private static partial Regex ShortNumeric();

    [GeneratedRegex(@"^[\s.'’_-]{0,3}(\d\d)(?!\d)")]
    private static partial Regex TwoDigits();

    private static int? ShortYear(string after) =>
        TwoDigits().Match(after) is { Success: true } found && Int(found.Groups[1].Value) >= 20 ? 2000 + Int(found.Groups[1].Value) : null;

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static Dictionary<string, (int Month, string Language)> Build()
    {
        var names = new Dictionary<string, (int, string)>();
        foreach (var (language, months) in new[] { ("ru", Russian), ("en", English), ("fr", French) })
        {
            for (var i = 0; i < 12; i++)
            {
                foreach (var name in months[i].Split('|'))
                {
                    names.TryAdd(CellText.Fold(name), (i + 1, language));
                }
            }
        }

        return names;
    }
}
