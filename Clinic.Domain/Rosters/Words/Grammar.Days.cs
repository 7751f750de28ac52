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

        return (Try(ParityOf) ?? Try(AlternateOf) ?? Try(WeekdaysSpec) ?? Try(MonthDaysOf) ?? Try(DatesSpec)) is { } days ? new([days]) : null;
    }

    private DaySpec? WeekdaysSpec() => WeekdaysOf() is { } weekdays ? new(PatternKind.Weekdays) { Weekdays = weekdays } : null;

    private DaySpec? DatesSpec() => DatesOf() is { } dates ? new(PatternKind.Dates) { Dates = dates } : null;

    private DaySpec? ParityOf()
    {
        Skip(Sense.To, Sense.On);
        Skip(Sense.DayWord, Sense.DateWord);
        if (Here.Sense is not (Sense.Even or Sense.Odd))
        {
            return null;
        }

        var kind = Here.Is(Sense.Even) ? PatternKind.EvenDates : PatternKind.OddDates;
        at++;
        TakeDot();
        Skip(Sense.DayWord, Sense.DateWord);
        return new(kind) { Weekdays = Try(WeekdaysOf) ?? Weekdays.All };
    }

    /// <summary>"5, 15 и 25 числа", "с 1 по 10 число", "the 1st–10th of the month".</summary>
    private DaySpec? MonthDaysOf()
    {
        var start = at;
        Skip(Sense.To, Sense.On, Sense.From);
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

        return new(PatternKind.MonthDays) { Days = [.. numbers.Select(n => new DayRange(n.From, n.To))] };
    }

    /// <summary>"пн–пт", "вт, чт и сб", "с понедельника по пятницу", "по будням".</summary>
    private string? WeekdaysOf()
    {
        if (Some() is not { } days)
        {
            return null;
        }

        while (Try(() => Joint() ? Some() : null) is { } more)
        {
            days += more;
        }

        return Weekdays.Tidy(days);

        bool Joint() => TakeJoint() || Take(Sense.Or) || TakeMark('/') || Here.Sense is Sense.Weekday or Sense.WorkingDays or Sense.Weekend;
        string? Some() => Try(WeekdayRange);
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

    /// <summary>Whether numbers here are days of a month and not hours.</summary>
    private bool IsDayNumbers() => NumbersOf() is not null && (TakeMark(',') || true) && Here.Sense is Sense.Month or Sense.DateWord or Sense.MonthWord;

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
