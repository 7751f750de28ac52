using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Words;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Rosters.Words;

/// <summary>A comma joins rules as a semicolon does, or the sentence is refused: nothing that one of them says goes over to the other, or gets lost.</summary>
public sealed class CommaTests
{
    private const ulong Seed = 20261129;
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(Seed, 1);

    [Theory]
    [InlineData(WordsLanguage.Ru)]
    [InlineData(WordsLanguage.En)]
    [InlineData(WordsLanguage.Fr)]
    public void Two_phrases_joined_by_a_comma_say_what_both_say_or_are_refused(WordsLanguage language)
    {
        var phrases = Phrases(language).ToList();
        var printed = AnyRules.Sound.Generator.Select(rules => RosterWords.Write([rules[0]], language));
        var any = Gen.OneOf(Gen.Elements<string>(phrases), Gen.Elements<string>(phrases), printed);
        Prop.ForAll(Gen.Zip(any, any).ToArbitrary(), pair =>
        {
            var (first, second) = pair;
            RosterRule[] said = [OnlyRule(first, language)!, OnlyRule(second, language)!];
            return Holds($"{first}, {second}", language, said);
        }).Check(Seeded);
    }

    [Theory]
    [InlineData(WordsLanguage.Ru)]
    [InlineData(WordsLanguage.En)]
    [InlineData(WordsLanguage.Fr)]
    public void Commas_in_place_of_semicolons_change_nothing_or_are_refused(WordsLanguage language) =>
        Prop.ForAll(AnyRules.Sound.Generator.Where(rules => rules.Count > 1 && !rules.Any(r => r.Rooms.Concat(r.VisitTypes).Any(n => n.Contains(';')))).ToArbitrary(), rules =>
        {
            var written = RosterWords.Write(rules, language);
            return Holds(written.Replace(" ;", ",", StringComparison.Ordinal).Replace(';', ','), language, rules, written);
        }).Check(Seeded);

    [Fact]
    public void Most_pairs_of_common_phrases_are_read()
    {
        var pairs = Phrases(WordsLanguage.Ru).Chunk(2).Where(c => c.Length == 2).ToList();
        Assert.True(pairs.Count(p => RosterWords.Read($"{p[0]}, {p[1]}", WordsLanguage.Ru, Today).IsRead) * 2 > pairs.Count);
    }

    private static Property Holds(string text, WordsLanguage language, IReadOnlyList<RosterRule> said, string from = "")
    {
        var reading = RosterWords.Read(text, language, Today);
        var same = !reading.IsRead || (reading.Rules.Count == said.Count && said.Select((rule, i) => MayStandFor(reading.Rules[i], rule, [.. said.Where((_, j) => j != i)])).All(fits => fits));
        return same.Label($"{from} {text} -> {string.Join(" + ", reading.Rules)} instead of {string.Join(" + ", said)}");
    }

    // What a rule leaves open may be said for all at the end or at the beginning.
    private static bool MayStandFor(RosterRule read, RosterRule said, IReadOnlyList<RosterRule> others) =>
        Fits(read.From, said.From, others.Select(o => o.From))
        && (Fits(read.To, said.To, others.Select(o => o.To)) || (said.From is null && read.From is not null && (read.To?.Month, read.To?.Day) == (said.To?.Month, said.To?.Day)))
        && Fits(read.MinutesPerVisit, said.MinutesPerVisit, others.Select(o => o.MinutesPerVisit))
        && Fits(Names(read.Rooms), Names(said.Rooms), others.Select(o => Names(o.Rooms)))
        && Fits(Names(read.VisitTypes), Names(said.VisitTypes), others.Select(o => Names(o.VisitTypes)))
        && (read.Access.Equals(said.Access) || others.Any(o => read.Access.Rules.SequenceEqual([.. o.Access.Rules, .. said.Access.Rules])) || (said.Access.IsEmpty && others.Any(o => o.Access.Equals(read.Access))))
        && (read.Hours == said.Hours || others.Any(o => read.Hours == Less(said.Hours, o.Hours)))
        && IsSamePattern(read, said, others);

    private static bool Fits<T>(T? read, T? said, IEnumerable<T?> others) => Equals(read, said) || (said is null && others.Any(o => Equals(o, read)));

    private static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join('|', names);

    private static WorkHours Less(WorkHours hours, WorkHours other) =>
        other.Stretches.Zip(other.Stretches.Skip(1), (a, b) => new WorkStretch(a.End, b.Start)).Aggregate(hours, (less, pause) => less.Without(pause) ?? less);

    private static bool IsSamePattern(RosterRule read, RosterRule said, IReadOnlyList<RosterRule> others)
    {
        var (mine, theirs) = (read.Pattern, said.Pattern);
        // The years of dates without one, and the count of days, follow the first date of the rule.
        var dated = said.From is null && read.From is not null;
        var lost = Missing(theirs.Weekdays, mine.Weekdays);
        return mine.Kind == theirs.Kind
            && (dated || lost.Length > 0 || mine.Anchor == theirs.Anchor)
            && (mine.On, mine.Off) == (theirs.On, theirs.Off)
            && mine.Ordinals.SequenceEqual(theirs.Ordinals) && mine.Days.SequenceEqual(theirs.Days)
            && (dated ? mine.Dates.Count == theirs.Dates.Count : mine.Dates.SequenceEqual(theirs.Dates))
            && Missing(mine.Weekdays, theirs.Weekdays).Length == 0
            && (lost.Length == 0 || others.Any(o => !o.Pattern.Weekdays.Any(lost.Contains)))
            && others.Select(o => o.Pattern.Except).Prepend([]).Any(o => HaveSameExceptions(DaysOfYear(mine.Except), [.. DaysOfYear(theirs.Except), .. DaysOfYear(o)], lost.Length > 0));
    }

    // Exceptions that are none of its days any more are not told.
    private static bool HaveSameExceptions(HashSet<(int Month, int Day)> read, HashSet<(int Month, int Day)> said, bool fewerDays) => fewerDays ? read.IsSubsetOf(said) : read.SetEquals(said);

    private static HashSet<(int Month, int Day)> DaysOfYear(IReadOnlyList<DateSpan> spans) =>
        [.. spans.SelectMany(s => Enumerable.Range(0, s.To.DayNumber - s.From.DayNumber + 1).Select(s.From.AddDays)).Select(d => (d.Month, d.Day))];

    private static string Missing(string weekdays, string among) => string.Concat(weekdays.Where(d => !among.Contains(d)));

    private static RosterRule? OnlyRule(string phrase, WordsLanguage language) => RosterWords.Read(phrase, language, Today) is { IsRead: true, Rules: [var one] } ? one : null;

    /// <summary>Phrases of one rule that names its days: hours alone would join the days before.</summary>
    private static IEnumerable<string> Phrases(WordsLanguage language) =>
        (language switch { WordsLanguage.Ru => RussianPhrases.Table, WordsLanguage.En => EnglishPhrases.Table, _ => FrenchPhrases.Table })
            .Split('\n').Select(line => line.Split(" => ")[0]).Where(phrase => !phrase.Contains(';') && OnlyRule(phrase, language) is { } rule && rule.Pattern.ToString() != "Weekdays:1234567");
}
