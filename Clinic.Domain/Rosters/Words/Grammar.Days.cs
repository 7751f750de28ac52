using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>The days of a rule: weekdays, even and odd dates, days of the month, dates.</summary>
internal sealed partial class Grammar
{
    private const int LastDayOfMonth = 31;

    private DaysClause? DaysOf()
    {
        if (Try(RotationOf) is { } rotation)
        {
            return new([rotation]);
        }

        if (Try(NthOf) is { } nth)
        {
            return new(nth);
        }

        return (Try(ParityOf) ?? Try(AlternateOf) ?? Try(WeekdaysSpec) ?? (StandAsHours() ? null : Try(MonthDaysOf) ?? Try(DatesSpec))) is { } days ? new([InItsWeek(days)]) : null;
    }

    /// <summary>Days were named, and their hours are to come.</summary>
    private bool AwaitsHours => segments[^1].FindLast(c => c is DaysClause or HoursClause) is DaysClause;

    /// <summary>In "пн–пт 9–18, 31 декабря" the first two numbers are the hours awaited.</summary>
    private bool StandAsHours() => AwaitsHours && Ahead(() =>
    {
        Skip(Sense.From);
        return ClockOf() is not null && TakeUpTo() && ClockOf() is not null && TakeJoint();
    });

    private DaySpec? WeekdaysSpec() => WeekdaysOf() is { } weekdays ? new(PatternKind.Weekdays) { Weekdays = weekdays } : null;

    private DaySpec? DatesSpec() => DatesOf() is { } dates ? new(PatternKind.Dates) { Dates = dates } : null;

    private DaySpec? ParityOf()
    {
        Skip(Sense.To, Sense.On);
        Skip(Sense.DayWord, Sense.DateWord);
        var start = at;
        var weeks = Take(Sense.WeekWord);
        if (Here.Sense is not (Sense.Even or Sense.Odd))
        {
            return null;
        }

        var kind = Here.Is(Sense.Even) ? PatternKind.EvenDates : PatternKind.OddDates;
        at++;
        TakeDot();
        if (Take(Sense.WeekWord) || weeks)
        {
            RefuseWeeks(start);
            return null;
        }

        Skip(Sense.DayWord, Sense.DateWord);
        return new(kind) { Weekdays = Try(WeekdaysOf) ?? Weekdays.All };
    }

    /// <summary>"5, 15 и 25 числа", "с 1 по 10 число", "the 1st–10th of the month".</summary>
    private DaySpec? MonthDaysOf()
    {
        var start = at;
        Skip(Sense.To, Sense.On, Sense.From);
        var from = at > start && tokens[at - 1].Is(Sense.From);
        Skip(Sense.DayWord);
        if (NumbersOf() is not { } numbers)
        {
            return null;
        }

        TakeMark(',');
        if (Here.Sense is not (Sense.DateWord or Sense.MonthWord))
        {
            return null;
        }

        Skip(Sense.DateWord, Sense.Every, Sense.MonthWord);
        if (numbers.Any(n => n.From < 1 || n.To > LastDayOfMonth || n.To < n.From))
        {
            Refuse(ProblemCodes.BadDate, "", start);
            return null;
        }

        // "С 9 до 12 и с 14 до 18, 4 и 5 числа": the first may be hours of what was said before.
        if (from && numbers.Count > 1)
        {
            Doubt(start);
        }

        return new(PatternKind.MonthDays) { Days = [.. numbers.Select(n => new DayRange(n.From, n.To))] };
    }

    /// <summary>"пн–пт", "вт, чт и сб", "с понедельника по пятницу", "по будням".</summary>
    private string? WeekdaysOf()
    {
        var (start, every) = (at, Take(Sense.EveryDay));
        if (Try(Some) is not { } days)
        {
            if (every && Ahead(() => TakeJoint() && Try(WeekdayRange) is { } more && more != Weekdays.All))
            {
                Doubt(start);
            }

            return every ? Weekdays.All : null;
        }

        while (Try(() => Joint() ? Some() : null) is { } more)
        {
            days += more;
        }

        // "Ежедневно пн–пт" are five days. What of "пн–пт, ежедневно" or "пн–пт без выходных" is a slip, nobody knows.
        days = Weekdays.Tidy(days);
        var said = text[tokens[start].Start..tokens[at - 1].Stop];
        var joined = Ahead(() => TakeJoint() && Here.Is(Sense.EveryDay)) && TakeJoint();
        var everything = Here is { Sense: Sense.EveryDay, Value: 1 };
        if (((Take(Sense.EveryDay) && (joined || everything)) || (every && tokens[start].Value == 1)) && days != Weekdays.All)
        {
            Doubt(start, tokens[start].Is(Sense.EveryDay) ? "" : said);
        }

        return days;

        bool Joint() => TakeJoint() || Take(Sense.Or) || TakeMark('/') || Here.Sense is Sense.Weekday or Sense.WorkingDays;
        string? Some() => Here.Is(Sense.EveryDay) ? null : Try(WeekdayRange);
    }

    private string? WeekdayRange()
    {
        Skip(Sense.To, Sense.On, Sense.For);
        var range = Take(Sense.From);
        Skip(Sense.Every);
        var first = Here;
        switch (first.Sense)
        {
            case Sense.WorkingDays when !range:
                at++;
                return Weekdays.Working;
            case Sense.Weekend when !range:
                at++;
                return Weekdays.Weekend;
            case Sense.EveryDay when !range:
                at++;
                return Weekdays.All;
            case Sense.Weekday:
                at++;
                TakeDot();
                break;
            default:
                return null;
        }

        var last = TryValue(() => TakeUpTo() && Here.Is(Sense.Weekday) ? Here.Value : (int?)null);
        if (last is null)
        {
            return range ? null : Digit(first.Value);
        }

        at++;
        TakeDot();
        return string.Concat(Enumerable.Range(first.Value, Modulo(last.Value - first.Value, 7) + 1).Select(d => Digit(Modulo(d - 1, 7) + 1)));
    }

    private List<(int From, int To)>? NumbersOf()
    {
        var numbers = new List<(int From, int To)>();
        do
        {
            if (TryValue<(int, int)>(() => DayNumber() is { } first ? (first, TryValue(() => TakeUpTo() ? DayNumber() : null) ?? first) : null) is not { } range)
            {
                at -= numbers.Count > 0 ? JointLength() : 0;
                break;
            }

            numbers.Add(range);
        }
        while (numbers.Count <= LastDayOfMonth && TakeJoint());

        return numbers.Count > 0 ? numbers : null;
    }

    /// <summary>In "9–12, 14–18, 31 декабря" the numbers in the middle are hours or dates.</summary>
    private bool AreHoursOrDates() => Ahead(() => DayNumber() is not null && TakeUpTo() && DayNumber() is not null && TakeJoint() && IsDayNumbers());

    private void DoubtHoursOrDates()
    {
        var start = at;
        if (ClockOf() is { } from && TakeUpTo() && ClockOf() is { } to)
        {
            Doubt(start, words.Hours(new([new(Time(from), Time(to))])));
        }

        at = start;
    }

    /// <summary>Whether numbers here are days of a month and not hours.</summary>
    private bool IsDayNumbers() => NumbersOf() is not null && (TakeMark(',') || true) && Here.Sense is Sense.Month or Sense.DateWord or Sense.MonthWord && !IsMonthOfItsOwn;

    /// <summary>A day of the month: 1, 1-го, 1er, 1st.</summary>
    private int? DayNumber() => TryValue<int>(() =>
    {
        if (Here is not { Kind: TokenKind.Number, Digits: <= 2 })
        {
            return null;
        }

        var day = Here.Value;
        at++;
        _ = Ending();
        return Here.IsMark(':') && Here.Glued ? null : day;
    });

    /// <summary>The letters behind an ordinal number: -го, st, er.</summary>
    private bool Ending()
    {
        if (Here.Is(Sense.OrdinalEnding) && Here.Glued)
        {
            at++;
            return true;
        }

        if (Here.IsMark('-') && Here.Glued && Next.Is(Sense.OrdinalEnding) && Next.Glued)
        {
            at += 2;
            return true;
        }

        return false;
    }

    private static string Digit(int weekday) => weekday.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int Modulo(int value, int by) => ((value % by) + by) % by;
}
