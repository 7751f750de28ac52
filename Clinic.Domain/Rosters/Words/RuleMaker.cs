using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Makes rules of drafts: finds years and anchors, cuts breaks out of hours, takes exceptions and days off out of days.</summary>
internal sealed partial class RuleMaker(string text, Phrasing words, Drafts drafts, DateOnly today)
{
    private readonly List<RosterRule> rules = [];
    private readonly HashSet<(BreakClause, WorkStretch)> cut = [];
    private readonly List<(BreakClause Clause, WorkStretch Pause)> uncut = [];

    internal IReadOnlyList<RosterRule> Rules => rules;

    internal WordsRefusal? Refusal { get; private set; }

    internal void Run()
    {
        if (drafts.Doubt is { } doubt)
        {
            Refuse(ProblemCodes.RosterUnclear, "", doubt);
        }

        foreach (var draft in drafts.All)
        {
            foreach (var (from, to) in PeriodsOf(draft))
            {
                Add(draft, from, to);
            }
        }

        CheckBreaks();
    }

    private void Add(Draft draft, DateOnly? from, DateOnly? to)
    {
        var like = new RosterRule
        {
            Pattern = RosterPattern.OnWeekdays(Weekdays.All),
            Hours = HoursOf(draft),
            From = from,
            To = to,
            MinutesPerVisit = draft.Tail<MinutesClause>()?.Minutes,
            Rooms = [.. draft.Tail<RoomsClause>()?.Names.Distinct() ?? []],
            VisitTypes = [.. draft.Tail<VisitTypesClause>()?.Names.Distinct() ?? []],
            Access = AccessOf(draft),
        };
        foreach (var days in DaysOf(draft))
        {
            if (PatternOf(days, draft, from) is { } pattern)
            {
                rules.Add(like with { Pattern = pattern });
                Check(rules[^1], draft);
            }
        }
    }

    /// <summary>A break said for several rules must lie in the hours of one at least.</summary>
    private void CheckBreaks()
    {
        if (uncut.FirstOrDefault(u => !cut.Contains(u)).Clause is { } clause)
        {
            Refuse(ProblemCodes.BreakOutsideHours, RosterRuleFaults.Hours, clause);
        }
    }

    // Weekdays beside even dates narrow them; other days beside each other add up, each a rule of its own.
    private List<DaySpec> DaysOf(Draft draft)
    {
        var all = new List<DaySpec>();
        foreach (var clause in draft.Days)
        {
            if (!clause.AfterAnd && all is [.., var last] && clause.Days is [var one] && (last.IsNarrowed && one.Kind == PatternKind.Weekdays || one.IsNarrowed && last.Kind == PatternKind.Weekdays))
            {
                var (narrowed, weekdays) = last.IsNarrowed ? (last, one) : (one, last);
                if (clause.AfterComma && narrowed.Kind == PatternKind.MonthDays && narrowed.Days.All(d => d.From == d.To))
                {
                    Refuse(ProblemCodes.RosterUnclear, RosterRuleFaults.Pattern, clause);
                }

                all[^1] = narrowed with { Weekdays = Weekdays.Common(narrowed.Weekdays, weekdays.Weekdays) };
            }
            else
            {
                all.AddRange(clause.Days);
            }
        }

        return all.Count > 0 ? all : [new(PatternKind.Weekdays)];
    }

    private RosterPattern? PatternOf(DaySpec days, Draft draft, DateOnly? from)
    {
        var except = draft.Tails.OfType<ExceptClause>().ToList();
        var off = days.Kind == PatternKind.Dates ? "" : string.Concat(draft.Off.Select(o => o.Weekdays));
        var weekdays = Weekdays.Without(Weekdays.Common(days.Weekdays, draft.Tail<FilterClause>()?.Weekdays ?? Weekdays.All), string.Concat(except.Select(e => e.Weekdays)) + off);
        var fault = except.LastOrDefault() ?? (Clause?)draft.Tail<FilterClause>() ?? (off.Length > 0 ? draft.Off[^1] : draft.Days.LastOrDefault());
        var first = from > today ? from.Value : today;
        if (weekdays.Length == 0 || IsElsewhere(days, first))
        {
            Refuse(ProblemCodes.NoDaysLeft, RosterRuleFaults.Pattern, weekdays.Length == 0 ? fault : draft.Days[^1]);
            return null;
        }

        try
        {
            var pattern = Bare(days, weekdays, draft, first, from);
            List<DateSpan> without = [.. Spans([.. except.SelectMany(e => e.Dates)], first), .. Spans([.. draft.Off.SelectMany(o => o.Dates)], first).Where(s => Meets(pattern, s))];
            return without.Count > 0 ? pattern?.Without(without) : pattern;
        }
        catch (ArgumentException)
        {
            Refuse(ProblemCodes.TooLong, RosterRuleFaults.Pattern, fault);
            return null;
        }
    }

    // "Пн, 31 декабря": a date that is no such weekday.
    private static bool IsElsewhere(DaySpec days, DateOnly first) =>
        days.Kind == PatternKind.Dates && days.Weekdays != Weekdays.All && days.Dates.Any(d => d.From == d.To && !days.Weekdays.Contains(Weekdays.Digit(Years.Next(d.From, first))));

    private RosterPattern? Bare(DaySpec days, string weekdays, Draft draft, DateOnly first, DateOnly? from)
    {
        DateOnly? counted = draft.Tail<AnchorClause>() is { } anchor ? Years.Next(anchor.Date, today) : null;
        return days.Kind switch
        {
            PatternKind.EvenDates => RosterPattern.OnEvenDates(weekdays),
            PatternKind.OddDates => RosterPattern.OnOddDates(weekdays),
            PatternKind.Rotation when counted is null && (from is null || days.Slashed) && WeekOf(days) is { } week => RosterPattern.OnWeekdays(Weekdays.Common(weekdays, week)),
            PatternKind.Rotation => RosterPattern.Rotating(counted ?? from ?? today, days.On, days.Off, weekdays),
            PatternKind.AlternateWeeks when days.Week is { } week => WeekOfTwo(week, weekdays, draft),
            PatternKind.AlternateWeeks => RosterPattern.EverySecondWeek(counted ?? Years.FirstOn(from ?? today, weekdays), weekdays),
            PatternKind.NthWeekdays => RosterPattern.OnNthWeekdays(days.Ordinals, weekdays),
            PatternKind.MonthDays => RosterPattern.OnMonthDays(days.Days, weekdays),
            PatternKind.Dates => RosterPattern.OnDates(Spans(days.Dates, first), weekdays),
            _ => RosterPattern.OnWeekdays(weekdays),
        };
    }

    private List<DateSpan> Spans(IReadOnlyList<LooseSpan> spans, DateOnly first)
    {
        var sound = new List<DateSpan>();
        foreach (var span in spans)
        {
            var (from, to) = Years.Of(span.From, span.To, first);
            if (from > to)
            {
                Refusal ??= new(ProblemCodes.EndsBeforeStart, RosterRuleFaults.Pattern, text, 0, text.Length, "");
                continue;
            }

            sound.Add(new(from!.Value, to!.Value));
        }

        return sound.Count > 0 || spans.Count == 0 ? sound : [DateSpan.Of(first)];
    }

    private static bool Meets(RosterPattern? pattern, DateSpan span)
    {
        for (var date = span.From; date <= span.To; date = date.AddDays(1))
        {
            if (pattern?.Covers(date) == true)
            {
                return true;
            }
        }

        return false;
    }

    private WorkHours HoursOf(Draft draft)
    {
        var hours = new WorkHours([.. draft.Hours.SelectMany(h => h.Stretches).OrderBy(s => s.Start)]);
        foreach (var clause in draft.Tails.OfType<BreakClause>().Where(_ => hours.Stretches.Count > 0))
        {
            foreach (var pause in clause.Pauses)
            {
                if (hours.Without(pause) is { } less)
                {
                    hours = less;
                    cut.Add((clause, pause));
                }
                else if (draft.Borrowed.Contains(clause) || draft.Shared.Contains(clause))
                {
                    uncut.Add((clause, pause));
                }
                else
                {
                    Refuse(ProblemCodes.BreakOutsideHours, RosterRuleFaults.Hours, clause);
                }
            }
        }

        return hours;
    }

    private AccessRules AccessOf(Draft draft)
    {
        var access = new List<AccessRule>();
        foreach (var clause in draft.Tails)
        {
            if (clause is AccessClause said)
            {
                access.Add(said.Rule);
            }
            else if (clause is ReleaseClause release && access.Count > 0)
            {
                access[^1] = access[^1] with { ReleaseHours = release.Hours };
            }
            else if (clause is ReleaseClause)
            {
                Refuse(ProblemCodes.BadValue, RosterRuleFaults.Access, clause);
            }
        }

        return access.Count > 0 ? new(access) : AccessRules.None;
    }

    private void Check(RosterRule rule, Draft draft)
    {
        if (rule.Faults is [var fault, ..])
        {
            Refuse(fault.Code, fault.Pointer, ClauseOf(fault.Pointer, draft));
        }
    }

    private static Clause? ClauseOf(string pointer, Draft draft) => pointer switch
    {
        RosterRuleFaults.Hours => draft.Hours.LastOrDefault() ?? (Clause?)draft.Days.LastOrDefault() ?? draft.Tails.LastOrDefault(),
        RosterRuleFaults.Minutes => draft.Tail<MinutesClause>(),
        RosterRuleFaults.Rooms => draft.Tail<RoomsClause>(),
        RosterRuleFaults.VisitTypes => draft.Tail<VisitTypesClause>(),
        RosterRuleFaults.From or RosterRuleFaults.To => draft.Tail<ValidityClause>(),
        RosterRuleFaults.Pattern => (Clause?)draft.Tail<ExceptClause>() ?? (Clause?)draft.Days.LastOrDefault() ?? draft.Tail<ValidityClause>(),
        _ => draft.Tails.OfType<AccessClause>().ElementAtOrDefault(int.Parse(pointer[(pointer.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture)),
    };

    private void Refuse(string code, string field, Clause? at, string instead = "")
    {
        var (start, stop) = at is null ? (0, text.Length) : (at.Start, at.Stop);
        Refusal ??= new(code, field, text[start..stop], start, stop - start, instead);
    }
}
