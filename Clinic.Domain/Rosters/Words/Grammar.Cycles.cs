using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Days that come round: rotations, alternate weeks, the first and last weekdays of a month.</summary>
internal sealed partial class Grammar
{
    private DaySpec? RotationOf()
    {
        var start = at;
        if (HoursOnAndOff() is { } shift)
        {
            return Rotation(start, 1, shift);
        }

        Skip(Sense.To);
        if (Take(Sense.EveryOtherDay))
        {
            return Rotation(start, 1, 1);
        }

        return (Try(EveryFewDays) ?? Try(OnThenOff)) is var (on, off) ? Rotation(start, on, off) : null;
    }

    private DaySpec? Rotation(int start, int on, int off)
    {
        if (on < 1 || off < 0)
        {
            Refuse(ProblemCodes.EmptyRotation, RosterRuleFaults.Pattern, start);
            return null;
        }

        if (on > LongestRest || off > LongestRest)
        {
            Refuse(ProblemCodes.OutOfRange, RosterRuleFaults.Pattern, start);
            return null;
        }

        return new(PatternKind.Rotation) { On = on, Off = off, Slashed = tokens.Take(at).Skip(start).Any(t => t.IsMark('/')) };
    }

    private const int LongestRest = 366;

    /// <summary>"Каждый третий день", "раз в три дня", "every 3 days", "every other day".</summary>
    private Cycle? EveryFewDays()
    {
        if (Take(Sense.EveryOther))
        {
            return Take(Sense.DayWord) ? new(1, 1) : null;
        }

        if (!Take(Sense.Every) && !Take(Sense.OnceIn))
        {
            return null;
        }

        if (Here.Is(Sense.Ordinal) && Here.Value > 0)
        {
            at++;
            return Take(Sense.DayWord) ? new(1, tokens[at - 2].Value - 1) : null;
        }

        return Number() is { } days && (Ending() || true) && Take(Sense.DayWord) ? new(1, days - 1) : null;
    }

    /// <summary>"2 через 2", "сутки через трое", "2/2", "2 days on, 2 days off", "2 jours sur 4".</summary>
    private Cycle? OnThenOff()
    {
        var shift = Take(Sense.AllDayShift);
        var on = shift || Here.Is(Sense.DayWord) ? 1 : Number();
        if (on is null)
        {
            return null;
        }

        var plain = tokens[Math.Max(0, at - 1)];
        shift |= Take(Sense.AllDayShift);
        var days = !shift && Take(Sense.DayWord);
        if (Take(Sense.Through) || (Here.Kind == TokenKind.Word && Here.Text is "x" or "х" && Take(Here.Sense)) || ((Slashed(plain) || (shift && Next.Is(Sense.NumberWord))) && TakeMark('/')))
        {
            var off = Number();
            Skip(Sense.DayWord, Sense.AllDayShift);
            dayShift |= shift && off is not null;
            return off is null ? null : new(on.Value, off.Value);
        }

        if (Take(Sense.OutOf))
        {
            return Number() is { } all && (days || Take(Sense.DayWord)) ? new(on.Value, all - on.Value) : null;
        }

        if (!Take(Sense.On))
        {
            return null;
        }

        Skip(Sense.DayWord);
        TakeJoint();
        var rest = Number();
        Skip(Sense.DayWord);
        return rest is not null && Take(Sense.Off) ? new(on.Value, rest.Value) : null;
    }

    /// <summary>"2/2"; "3/12" and "le 3/7" are dates.</summary>
    private bool Slashed(Token on) => Here.IsMark('/') && Here.Glued && on is { Digits: 1 or 2 } && !on.Text.StartsWith('0') && Next is { Kind: TokenKind.Number, Glued: true } && !Next.Text.StartsWith('0')
        && !tokens[Math.Min(at + 2, tokens.Count - 1)].IsMark('/')
        && !IsLedAsDate(on) && ((on.Value <= DaysOfWeek && Next.Value <= DaysOfWeek) || (on.Value == Next.Value && Next.Value > 12));

    private bool IsLedAsDate(Token on) => on.Led is "le" or "les" or "the" || (at > 1 && tokens[at - 2].Sense is Sense.On or Sense.DateWord or Sense.From or Sense.To or Sense.Until);

    /// <summary>"24/72": hours on and hours off.</summary>
    private int? HoursOnAndOff() => TryValue<int>(() =>
    {
        if (Joined('/', 2) is not [HoursOfDay, var off] || off % HoursOfDay != 0 || off is 0 or > 4 * HoursOfDay || Here.IsMark('/'))
        {
            return null;
        }

        dayShift = true;
        return off / HoursOfDay;
    });

    /// <summary>"Через неделю по субботам", "every other Saturday", "un samedi sur deux".</summary>
    private DaySpec? AlternateOf()
    {
        Skip(Sense.To, Sense.On);
        if (Here.Is(Sense.WeekOfTwo))
        {
            return WeekOfTwo();
        }

        if (Take(Sense.AlternateWeeks))
        {
            colonWeek = Here.IsMark(':') ? segments.Count : colonWeek;
            var days = Try(() =>
            {
                _ = TakeMark(',') || TakeMark(':') || TakeMark('-');
                return WeekdaysOf();
            });
            return Alternate(days ?? Weekdays.All);
        }

        if (Take(Sense.EveryOther))
        {
            return WeekdaysOf() is { } days && !Here.Is(Sense.MonthWord) ? Alternate(days) : null;
        }

        return (Try(EverySecond) ?? Try(OneInTwo) ?? Try(ThenAlternate)) is { } some ? Alternate(some) : null;
    }

    private int colonWeek;
    private int? week;
    private int weekSegment;

    /// <summary>"Неделя А: пн, ср": which is which, the date says from which they are counted.</summary>
    private DaySpec? WeekOfTwo()
    {
        (week, weekSegment) = (Here.Value, segments.Count);
        at++;
        var days = Try(() =>
        {
            _ = TakeMark(',') || TakeMark(':') || TakeMark('-');
            return WeekdaysOf();
        });
        return Alternate(days ?? Weekdays.All) with { Week = week };
    }

    // What follows "неделя А:" or "через неделю:" lies in the same week.
    private DaySpec InItsWeek(DaySpec days)
    {
        if (days.Kind != PatternKind.Weekdays || (week is null && colonWeek != segments.Count))
        {
            return days;
        }

        if (week is not null && weekSegment != segments.Count)
        {
            Doubt(at - 1);
        }

        return Alternate(days.Weekdays) with { Week = week };
    }

    /// <summary>Two odd weeks may follow each other at the turn of the year: every second week is meant, counted from a date.</summary>
    private void RefuseWeeks(int from)
    {
        var next = Years.NextMonday(today);
        var first = System.Globalization.ISOWeek.GetWeekOfYear(next.ToDateTime(TimeOnly.MinValue)) % 2 == 1 ? next : next.AddDays(DaysOfWeek);
        Refuse(ProblemCodes.RosterUnclear, "", from);
        Refusal = Refusal! with { Suggestion = WithWeeksOfTwo() + words.Semicolon + words.Counted(first) };
    }

    private string WithWeeksOfTwo()
    {
        var (said, from) = ("", 0);
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var parity = tokens[i].Sense is Sense.Even or Sense.Odd ? tokens[i] : tokens[i + 1];
            if (parity.Sense is Sense.Even or Sense.Odd && (tokens[i].Is(Sense.WeekWord) || tokens[i + 1].Is(Sense.WeekWord)))
            {
                var start = i > 0 && tokens[i - 1].Sense is Sense.To or Sense.On ? tokens[i - 1].Start : tokens[i].Start;
                said += text[from..start] + words.WeekOfTwo(parity.Is(Sense.Even));
                from = tokens[i + 1].Stop;
            }
        }

        return said + text[from..].TrimEnd();
    }

    private static DaySpec Alternate(string days) => new(PatternKind.AlternateWeeks) { Weekdays = days };

    private string? EverySecond() => Take(Sense.Every) && Here is { Sense: Sense.Ordinal, Value: 2 } && Take(Sense.Ordinal) && WeekdaysOf() is { } days && !Here.Is(Sense.MonthWord) ? days : null;

    private string? ThenAlternate() => WeekdaysOf() is { } days && (TakeMark(',') || true) && Take(Sense.AlternateWeeks) ? days : null;

    private string? OneInTwo()
    {
        var days = "";
        do
        {
            if (Number() != 1 || !Here.Is(Sense.Weekday))
            {
                return null;
            }

            days += Digit(Here.Value);
            at++;
        }
        while (TakeJoint());

        return Take(Sense.OutOf) && Number() == 2 ? Weekdays.Tidy(days) : null;
    }

    /// <summary>"Первый и третий вторник месяца", "the last Friday of the month". Groups with the same ordinals are one pattern.</summary>
    private List<DaySpec>? NthOf()
    {
        var groups = new List<DaySpec>();
        do
        {
            if (Try(NthGroup) is not { } group)
            {
                at -= groups.Count > 0 ? JointLength() : 0;
                break;
            }

            if (groups.Count > 0 && groups[^1].Ordinals.SequenceEqual(group.Ordinals))
            {
                groups[^1] = groups[^1] with { Weekdays = Weekdays.Tidy(groups[^1].Weekdays + group.Weekdays) };
            }
            else
            {
                groups.Add(group);
            }
        }
        while (TakeJoint());

        return groups.Count > 0 ? groups : null;
    }

    private DaySpec? NthGroup()
    {
        Skip(Sense.To, Sense.On);
        if (Take(Sense.EveryOther))
        {
            return WeekdaysOf() is { } alternate && Take(Sense.MonthWord) ? new(PatternKind.NthWeekdays) { Ordinals = [2], Weekdays = alternate } : null;
        }

        var every = Take(Sense.Every);
        var ordinals = new List<int>();
        do
        {
            if (TryValue(OrdinalOf) is not { } ordinal)
            {
                return null;
            }

            ordinals.Add(ordinal);
        }
        while (TakeJoint());

        // Weekdays behind a comma belong to the group when "of the month" closes the list.
        var days = Try(() => NamesOfDays(TakeJoint) is { } list && Here.Is(Sense.MonthWord) ? list : null) ?? Try(() => NamesOfDays(() => Take(Sense.And)));
        if (days is null)
        {
            return null;
        }

        var month = Take(Sense.MonthWord);
        return every && !month && ordinals is [2] ? null : new(PatternKind.NthWeekdays) { Ordinals = [.. ordinals.Distinct().OrderBy(o => o < 0).ThenBy(o => o)], Weekdays = Weekdays.Tidy(days) };
    }

    private string? NamesOfDays(Func<bool> joint)
    {
        var days = "";
        while (TryValue(() => (days.Length == 0 || joint()) && Here.Is(Sense.Weekday) ? Here.Value : (int?)null) is { } day)
        {
            days += Digit(day);
            at++;
            TakeDot();
        }

        return days.Length > 0 ? days : null;
    }

    private int? OrdinalOf()
    {
        if (Here.Is(Sense.Ordinal))
        {
            at++;
            return tokens[at - 1].Value;
        }

        return Here is { Kind: TokenKind.Number, Value: >= 1 and <= 5 } && DayNumber() is { } number && (tokens[at - 1].Is(Sense.OrdinalEnding) || Ahead(GoesOnToWeekday)) ? number : null;
    }

    /// <summary>"1 и 3 суббота".</summary>
    private bool GoesOnToWeekday()
    {
        while (TakeJoint())
        {
            if (DayNumber() is not (>= 1 and <= 5))
            {
                return false;
            }
        }

        return Here.Is(Sense.Weekday) && !IsUpTo(Next);
    }

    private static bool IsUpTo(Token token) => token.IsMark('-');

    private sealed record Cycle(int On, int Off);
}
