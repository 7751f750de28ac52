using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>From when until when rules hold, and from when their weeks are counted.</summary>
internal sealed partial class RuleMaker
{
    /// <summary>One period, or several that were said whole: "с 1 по 30 июня и с 1 по 31 августа". What else is said twice is refused.</summary>
    private List<(DateOnly? From, DateOnly? To)> PeriodsOf(Draft draft)
    {
        var said = draft.Tails.OfType<ValidityClause>().ToList();
        var several = said.Count > 1 && said.TrueForAll(v => v is { From: not null, To: not null }) && said.Skip(1).All(v => v.AfterAnd || v.AfterComma);
        if (Twice(draft, several) is { } second)
        {
            Refuse(ProblemCodes.RosterUnclear, "", second);
        }

        if (!several)
        {
            return [PeriodOf(said.FindLast(v => v.From is not null), said.FindLast(v => v.To is not null))];
        }

        var periods = new List<(DateOnly? From, DateOnly? To)>();
        foreach (var (from, to) in said.Select(v => Years.Of(v.From, v.To, today)).OrderBy(p => p.From))
        {
            if (periods.Count > 0 && from <= periods[^1].To)
            {
                Refuse(ProblemCodes.RosterUnclear, "", said[^1]);
            }
            else if (periods.Count > 0 && from == periods[^1].To?.AddDays(1))
            {
                periods[^1] = (periods[^1].From, to);
            }
            else
            {
                periods.Add((from, to));
            }
        }

        if (periods.Count > 1 && draft.Tail<AnchorClause>() is null && draft.Days.Exists(d => d.Days.Any(s => s.Kind is PatternKind.Rotation or PatternKind.AlternateWeeks)))
        {
            Refuse(ProblemCodes.RosterUnclear, "", said[^1]);
        }

        return periods;
    }

    // "С 1 июня …, до 1 марта 2030 года": what was said apart has years of its own.
    private (DateOnly? From, DateOnly? To) PeriodOf(ValidityClause? begin, ValidityClause? end)
    {
        var apart = (Years.Of(begin?.From, null, today).From, Years.Of(null, end?.To, today).To);
        return begin == end || apart.From is null || apart.From > apart.To ? Years.Of(begin?.From, end?.To, today) : apart;
    }

    private static Clause? Twice(Draft draft, bool several) =>
        draft.Tails.Where((t, i) => !(several && t is ValidityClause) && draft.Tails.Take(i).Any(t.Contradicts)).FirstOrDefault();

    // "5/2" is said of the days of the week, also where it begins in the middle of one; "5 через 2 с 1 декабря" counts from that day.
    private static string? WeekOf(DaySpec days) => (days.On, days.Off) switch
    {
        (5, 2) => Weekdays.Working,
        (6, 1) => Weekdays.Without(Weekdays.All, "7"),
        _ => null,
    };

    private RosterPattern? WeekOfTwo(int week, string weekdays, Draft draft)
    {
        var counted = drafts.All.Select(d => d.Tail<AnchorClause>()?.Date ?? (IsWeekA(d) ? d.Tail<ValidityClause>()?.From : null)).FirstOrDefault(d => d is not null);
        if (counted is not { } date)
        {
            Refuse(ProblemCodes.RosterUnclear, RosterRuleFaults.Pattern, draft.Days[^1], text.TrimEnd() + words.Semicolon + words.Counted(Years.NextMonday(today)));
            return null;
        }

        var first = Years.Next(date with { Day = Math.Max(1, date.Day) }, today);
        return RosterPattern.EverySecondWeek(Years.FirstOn(first.AddDays((week * 7) - Weekdays.Digit(first) + '1'), weekdays), weekdays);
    }

    private static bool IsWeekA(Draft draft) => draft.Days.Exists(d => d.Days.Any(s => s.Week == 0));
}
