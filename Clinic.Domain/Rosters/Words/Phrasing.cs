using System.Globalization;

namespace Clinic.Domain.Rosters.Words;

/// <summary>How a language says each thing that a rule may hold.</summary>
internal abstract class Phrasing(WordsLanguage language)
{
    private const int LongestBreak = 60;
    private const int ShortestRun = 3;
    private static readonly WorkStretch AllDay = new(TimeOnly.MinValue, TimeOnly.MinValue);

    internal abstract string And { get; }

    protected abstract string Or { get; }

    protected abstract char OpenQuote { get; }

    protected abstract string RoundTheClock { get; }

    internal static Phrasing Of(WordsLanguage language) => language switch
    {
        WordsLanguage.Ru => new RussianPhrasing(),
        WordsLanguage.Fr => new FrenchPhrasing(),
        _ => new EnglishPhrasing(),
    };

    internal abstract string Days(RosterPattern pattern);

    internal abstract string Counted(DateOnly from);

    /// <summary>What two weeks that take turns are called.</summary>
    internal abstract string WeekOfTwo(bool second);

    internal abstract string Minutes(int minutes);

    internal abstract string Rooms(IReadOnlyList<string> names);

    internal abstract string VisitTypes(IReadOnlyList<string> names);

    internal abstract string OnlyOn(string weekdays);

    internal abstract string Except(string weekdays, IReadOnlyList<DateSpan> dates);

    /// <summary>Empty for always.</summary>
    internal abstract string Validity(DateOnly? from, DateOnly? to);

    internal abstract string Access(AccessRule rule);

    internal string Hours(WorkHours hours)
    {
        var stretches = hours.Stretches;
        var pauses = stretches.Zip(stretches.Skip(1), (a, b) => new WorkStretch(a.End, b.Start)).ToList();
        return stretches is [var one] && one == AllDay ? RoundTheClock
            : pauses.Count > 0 && pauses.All(p => p.Start < p.End && p.To - p.From <= LongestBreak) ? $"{Stretch(new(stretches[0].Start, stretches[^1].End))}, {(pauses.Count == 1 ? Break : Breaks)} {List([.. pauses.Select(Stretch)], And)}"
            : List([.. stretches.Select(Stretch)], And);
    }

    /// <summary>How parts of a sentence are set apart.</summary>
    internal virtual string Semicolon => "; ";

    /// <summary>What shifts of a day and a night are called; null where there is no word.</summary>
    internal virtual string? DayShifts(int daysOff) => null;

    protected abstract string Time(TimeOnly time);

    protected abstract string Break { get; }

    protected abstract string Breaks { get; }

    protected abstract string Month(int month);

    /// <summary>The day of the month as it is said in a date.</summary>
    protected virtual string Day(int day) => Number(day);

    protected virtual string Year(int year) => Number(year);

    internal string DayAndMonth(int day, int month) => $"{Day(day)} {Month(month)}";

    protected string Date(DateOnly date, bool withYear = true) => $"{Day(date.Day)} {Month(date.Month)}{(withYear ? " " + Year(date.Year) : "")}";

    /// <summary>Dates of one month together, each group with its year.</summary>
    protected IReadOnlyList<string> DateGroups(IReadOnlyList<DateSpan> spans)
    {
        var groups = new List<string>();
        for (var i = 0; i < spans.Count;)
        {
            var first = spans[i];
            if (!SameMonth(first.From, first.To))
            {
                groups.Add($"{Date(first.From, first.From.Year != first.To.Year)} – {Date(first.To)}");
                i++;
                continue;
            }

            var days = spans.Skip(i).TakeWhile(s => SameMonth(first.From, s.From) && SameMonth(s.From, s.To)).ToList();
            groups.Add($"{List([.. days.Select(d => Range(d.From.Day, d.To.Day))], And)} {Month(first.From.Month)} {Year(first.From.Year)}");
            i += days.Count;
        }

        return groups;
    }

    protected string Range(int from, int to) => from == to ? Day(from) : $"{Day(from)}–{Number(to)}";

    /// <summary>Runs of three and more as first and last, the rest one by one.</summary>
    protected static IReadOnlyList<(int First, int Last)> Runs(string weekdays)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var day in weekdays.Select(d => d - '0'))
        {
            if (runs.Count > 0 && runs[^1].Last == day - 1)
            {
                runs[^1] = (runs[^1].First, day);
            }
            else
            {
                runs.Add((day, day));
            }
        }

        return [.. runs.SelectMany(r => r.Last - r.First + 1 >= ShortestRun ? [r] : Enumerable.Range(r.First, r.Last - r.First + 1).Select(d => (d, d)))];
    }

    protected static string List(IReadOnlyList<string> items, string and) =>
        items.Count < 2 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} {and} {items[^1]}";

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name as it is, or in quotation marks where bare words could be taken for something else.</summary>
    protected string RoomName(string name) => IsWord(name) || IsNumber(name) ? name : Quoted(name);

    protected string VisitTypeName(string name) => IsWord(name) ? name : Quoted(name);

    protected string Quoted(string name) => Quote.Around(name, OpenQuote);

    protected virtual string Stretch(WorkStretch stretch) => $"{Time(stretch.Start)}–{Time(stretch.End)}";

    protected static bool SameMonth(DateOnly a, DateOnly b) => (a.Year, a.Month) == (b.Year, b.Month);

    private bool IsWord(string name) =>
        name.All(char.IsLetter) && Tokens(name) is [{ IsUnknown: true } word, _] && word.Length == name.Length && !RosterWords.VocabularyOf(language).IsNearlyKnown(word.Text);

    private bool IsNumber(string name) =>
        Tokens(name) is [{ Kind: TokenKind.Number }, _] or [{ Kind: TokenKind.Number }, { IsUnknown: true, Length: 1, Glued: true }, _] && name.All(char.IsLetterOrDigit);

    private List<Token> Tokens(string name) => Lexer.Read(name, RosterWords.VocabularyOf(language));
}
