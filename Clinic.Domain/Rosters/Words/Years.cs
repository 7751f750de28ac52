namespace Clinic.Domain.Rosters.Words;

/// <summary>Finds the year of a date that was said without one: the next such date.</summary>
internal static class Years
{
    /// <summary>Leap days come every four years, but for the turn of most centuries.</summary>
    private const int LongestWait = 8;

    internal static DateOnly Next(LooseDate date, DateOnly first)
    {
        if (date.Year is { } year)
        {
            return On(date, year)!.Value;
        }

        return Enumerable.Range(first.Year, LongestWait + 1).Select(y => On(date, y)).First(d => d >= first)!.Value;
    }

    /// <summary>Both ends of a span: the start next after today, or the last before an end of known year; the end next after the start. Day 0 is the first or the last of the month.</summary>
    internal static (DateOnly? From, DateOnly? To) Of(LooseDate? from, LooseDate? to, DateOnly first)
    {
        var start = from is { Day: 0 } month ? month with { Day = 1 } : from;
        if (to is { Year: { } year } end)
        {
            var last = On(LastDay(end), year) ?? new DateOnly(year, 1, 1);
            return (start is { Year: null } open ? Latest(open, last) : start is { } known ? Next(known, first) : null, last);
        }

        var begin = start is { } next ? Next(next, first) : (DateOnly?)null;
        return (begin, to is { } limit ? NextEnd(limit, begin ?? first) : null);
    }

    internal static DateOnly NextMonday(DateOnly after) => FirstOn(after.AddDays(1), "1");

    internal static DateOnly FirstOn(DateOnly from, string weekdays) => Enumerable.Range(0, 7).Select(from.AddDays).First(d => weekdays.Contains(Weekdays.Digit(d)));

    private static DateOnly NextEnd(LooseDate date, DateOnly first) =>
        date == LooseDate.EndOfMonth ? new(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month))
        : date.Day > 0 ? Next(date, first) : Next(date with { Day = 1 }, new(first.Year, first.Month, 1)).AddMonths(1).AddDays(-1);

    private static LooseDate LastDay(LooseDate date) => date.Day > 0 ? date : date with { Day = DateTime.DaysInMonth(date.Year!.Value, date.Month) };

    private static DateOnly Latest(LooseDate date, DateOnly last) =>
        Enumerable.Range(0, LongestWait + 1).Select(back => last.Year - back).Where(y => y > 0).Select(y => On(date, y)).FirstOrDefault(d => d <= last) ?? last;

    private static DateOnly? On(LooseDate date, int year) => date.Day <= DateTime.DaysInMonth(year, date.Month) ? new(year, date.Month, date.Day) : null;
}
