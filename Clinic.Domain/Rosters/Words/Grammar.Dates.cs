using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Dates, lists of dates, and from when until when.</summary>
internal sealed partial class Grammar
{
    private const int Century = 2000;
    private const int LastYear = 9000;

    private ValidityClause? ValidityOf() => Try(() =>
    {
        if (Take(Sense.From))
        {
            return From();
        }

        if (Here.Sense is Sense.To or Sense.Until)
        {
            at++;
            return LimitOf() is { } to ? new(null, to) : null;
        }

        return Here.Is(Sense.Month) && MonthOf() is { } month ? new ValidityClause(month, month) : null;
    });

    private ValidityClause? From()
    {
        // "с 3 по 10 декабря": the month is said once.
        if (TryValue<LooseSpan>(() => DayNumber() is { } first && TakeUpTo() && DayNumber() is { } last && MonthAndYear() is { } month
            ? new(Sound(first, month.Month, month.Year), Sound(last, month.Month, month.Year))
            : null) is { } span)
        {
            return new(span.From, span.To);
        }

        var from = DateOf(shortForm: true) ?? MonthOf();
        if (from is null || !StandsAsDate())
        {
            return null;
        }

        var to = TryValue(() => TakeUpTo() ? LimitOf() : null);
        return new(from, to);
    }

    // "с 10.10 до 12.10" may be hours; a date would go on to another date.
    private bool StandsAsDate() => !(tokens[at - 1].Kind == TokenKind.Number && tokens[at - 1].Digits <= 2 && tokens[at - 2].IsMark('.') && !tokens[Math.Max(0, at - 4)].IsMark('.')
        && Ahead(() => Take(Sense.Until) && ClockOf() is not null && !Here.IsMark('.')));

    private AnchorClause? AnchorOf() => Try(() => Take(Sense.Counting) && DateOf(shortForm: true) is { } date ? new AnchorClause(date) : null);

    /// <summary>A last date: a date, a month (to its end), the end of the year or the month.</summary>
    private LooseDate? LimitOf() =>
        Take(Sense.EndOfYear) ? new(31, 12, null)
        : Take(Sense.EndOfMonth) ? LooseDate.EndOfMonth
        : DateOf(shortForm: true) ?? MonthOf();

    private LooseDate? MonthOf() => TryValue<LooseDate>(() => MonthAndYear() is { } month ? new(0, month.Month, month.Year) : null);

    private (int Month, int? Year)? MonthAndYear()
    {
        if (!Here.Is(Sense.Month))
        {
            return null;
        }

        var month = Here.Value;
        at++;
        TakeDot();
        return (month, Year());
    }

    private int? Year() => TryValue<int>(() =>
    {
        // In "31 декабря, 2027-01-03" it is the next date's.
        TakeMark(',');
        if (Here.Kind != TokenKind.Number || (Here.Digits != 4 && !(Here.Digits == 2 && Next.Is(Sense.YearWord))) || Ahead(() => IsoDate() is not null))
        {
            return null;
        }

        var year = Here.Value;
        var typed = at;
        at++;
        at += Here.Is(Sense.YearWord) ? 1 : 0;
        at += tokens[at - 1].Is(Sense.YearWord) && Here.IsMark('.') ? 1 : 0;
        return FullYear(year, typed);
    });

    private int FullYear(int year, int typed)
    {
        var full = year < 100 ? Century + year : year;
        if (full is < 1 or > LastYear)
        {
            Refuse(ProblemCodes.BadDate, "", typed);
        }

        return Math.Clamp(full, 1, LastYear);
    }

    /// <summary>One date: 1 декабря 2026, December 1, 01.12.2026, 1/12/2026, 2026-12-01, today; with short form also 01.12.</summary>
    private LooseDate? DateOf(bool shortForm) => TryValue(() =>
        Take(Sense.Today) ? LooseDate.Of(today)
        : Take(Sense.Tomorrow) ? LooseDate.Of(today.AddDays(1))
        : IsoDate() ?? DottedDate(shortForm) ?? TryValue(NamedDate));

    private LooseDate? NamedDate()
    {
        var start = at;
        if (Here.Is(Sense.Month))
        {
            var month = Here.Value;
            at++;
            TakeDot();
            return DayNumber() is { } day && !Here.IsMark(':') ? Sound(day, month, Year(), start) : null;
        }

        return DayNumber() is { } number && !IsMonthOfItsOwn && MonthAndYear() is { } named ? Sound(number, named.Month, named.Year, start) : null;
    }

    /// <summary>"9–17 в июне": hours, and a month.</summary>
    private bool IsMonthOfItsOwn => Here.Led is "в" or "во" or "in" or "en";

    private LooseDate? IsoDate() => TryValue<LooseDate>(() =>
    {
        var start = at;
        return Here.Digits == 4 && Joined('-', 3) is [var year, var month, var day] ? Sound(day, month, FullYear(year, start), start) : null;
    });

    private LooseDate? DottedDate(bool shortForm) => TryValue<LooseDate>(() =>
    {
        var start = at;
        if (Here.Digits is not (1 or 2))
        {
            return null;
        }

        var parts = Joined('.', 3) ?? Joined('/', 3);
        var full = parts is not null && tokens[at - 1].Digits is 2 or 4;
        if (!full)
        {
            at = start;
            parts = shortForm ? Joined('.', 2) ?? Joined('/', 2) : null;
        }

        if (!full && parts is [<= 12 and var a, <= 12 and var b] && a != b && vocabulary.IsMonthFirst && tokens[at - 2].IsMark('/'))
        {
            Doubt(start, words.DayAndMonth(a, b));
        }

        return parts is null || (!full && !IsMonth(parts[1])) ? null : Sound(parts[0], parts[1], full ? FullYear(parts[2], at - 1) : null, start);
    });

    private static bool IsMonth(int number) => number is >= 1 and <= 12;

    /// <summary>Numbers glued by a mark.</summary>
    private int[]? Joined(char mark, int count)
    {
        var start = at;
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            if ((i > 0 && !(Here.Glued && TakeMark(mark) && Here.Glued)) || Here.Kind != TokenKind.Number)
            {
                at = start;
                return null;
            }

            numbers[i] = Here.Value;
            at++;
        }

        return numbers;
    }

    private LooseDate Sound(int day, int month, int? year, int? from = null)
    {
        if (day < 1 || !IsMonth(month) || day > DateTime.DaysInMonth(year ?? 2000, month))
        {
            Refuse(ProblemCodes.BadDate, "", from ?? Math.Max(0, at - 2));
            return new(1, 1, year);
        }

        return new(day, month, year);
    }

    /// <summary>3, 10 и 17 декабря; 28 декабря – 3 января; 03.12, 10.12.</summary>
    private List<LooseSpan>? DatesOf()
    {
        var dates = new List<LooseSpan>();
        do
        {
            if (dates is [.., { To.Year: null }] && AreHoursOrDates())
            {
                DoubtHoursOrDates();
            }

            if (TryDates() is not { } some)
            {
                at -= dates.Count > 0 ? JointLength() : 0;
                break;
            }

            dates.AddRange(some);
        }
        while (TakeJoint());

        return dates.Count > 0 ? dates : null;
    }

    private List<LooseSpan>? TryDates() => Try(() =>
    {
        var start = at;
        if (Ahead(AreDottedDates))
        {
            return [UpTo(DottedDate(shortForm: true)!.Value)];
        }

        if (NumbersOf() is { } numbers && !IsMonthOfItsOwn && MonthAndYear() is { } month)
        {
            List<LooseSpan> days = [.. numbers.Select(n => new LooseSpan(Sound(n.From, month.Month, month.Year, start), Sound(n.To, month.Month, month.Year, start)))];
            return days is [var one] && one.From == one.To ? [UpTo(one.From)] : days;
        }

        at = start;
        return DateOf(shortForm: false) is { } date || (date = DateOf(shortForm: true) ?? default) != default && !(Here.IsMark('-') && Next.Kind == TokenKind.Number) && !Here.IsMark(':') ? MonthFirst(date) : null;
    });

    /// <summary>"1.12–5.12" in front of hours: dates, not times.</summary>
    private bool AreDottedDates()
    {
        do
        {
            if (!IsDayAndMonth() || !TakeMark('-') || !IsDayAndMonth())
            {
                return false;
            }
        }
        while (TakeJoint());

        Skip(Sense.From);
        return TakeOffWord() || (ClockOf() is not null && TakeUpTo() && ClockOf() is not null);
    }

    private bool IsDayAndMonth() => Here.Digits is 1 or 2 && Joined('.', 2) is [>= 1 and <= LastDayOfMonth, >= 1 and <= 12];

    private List<LooseSpan> MonthFirst(LooseDate date)
    {
        // "June 1–5".
        if (tokens[at - 1].Kind == TokenKind.Number && at > 1 && tokens[at - 2].Is(Sense.Month) && Here.IsMark('-')
            && TryValue(() => TakeMark('-') && DayNumber() is { } last && !Here.IsMark(':') && !Here.Is(Sense.Month) ? last : (int?)null) is { } to)
        {
            return [new(date, Sound(to, date.Month, date.Year))];
        }

        return [UpTo(date)];
    }

    private LooseSpan UpTo(LooseDate from) => new(from, TryValue(() => TakeMark('-') ? DateOf(shortForm: true) : null) ?? from);
}
