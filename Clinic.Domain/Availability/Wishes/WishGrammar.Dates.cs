using Clinic.Domain.Rosters.Words;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Dates: one, a week, a month, from one to another. A date without a year is the next such date.</summary>
internal sealed partial class WishGrammar
{
    private const int DaysOfWeek = 7;
    private const int FarthestYear = 2200;
    private const int SomeDays = 3;
    private const int ShortDay = 3;
    private static readonly string[] Plurals = ["ам", "days", "dis", "ches"];

    /// <summary>A single weekday: a date, or one in each week that is spoken of elsewhere.</summary>
    private (int Day, int Part)? pending;

    private DateOnly Monday => today.AddDays(1 - Iso(today));

    private bool When() => SenseAt(at) switch
    {
        Sense.Today or Sense.Tomorrow or Sense.DayAfterTomorrow or Sense.ThisWeek or Sense.NextWeek or Sense.ThisMonth or Sense.NextMonth or Sense.Month or Sense.EndOfWeek or Sense.EndOfMonth
            => Date(at, at),
        Sense.Weekday => Weekday(),
        Sense.WorkingDays => Days(Rosters.Weekdays.Working, After(at)),
        Sense.Weekend => Days(Rosters.Weekdays.Weekend, After(at)),
        Sense.Next => SenseAt(After(at)) == Sense.Weekday && Date(at, at),
        Sense.This => This(),
        Sense.In or Sense.Within => Soon(),
        Sense.From or Sense.Between => From(),
        Sense.Until => Until(),
        Sense.After => Later(),
        Sense.To => IsPlural(After(at)) || (SenseAt(After(at)) == Sense.Weekday && tokens[After(at)].Length <= ShortDay) ? Weekday() : Until(),
        Sense.At => AtTime(),
        _ => PartOfDay(),
    };

    private bool Date(int from, int i) => TryDate(i, out var range, out var next) && Dates(range.From, range.To, from, next);

    /// <summary>Narrows the dates; two that are named both count, and so do those between.</summary>
    private bool Dates(DateOnly? from, DateOnly? to, int start, int next)
    {
        at = start;
        var (low, high) = (Greater(wish.From, from), Lesser(wish.To, to));
        if (low > high)
        {
            if (from is null || to is null || wish.From is null || wish.To is null)
            {
                return Unknown(start, next);
            }

            (low, high) = (wish.From < from ? wish.From : from, wish.To > to ? wish.To : to);
        }

        wish = wish with { From = low, To = high };
        return Part(WishAspect.Dates, next);
    }

    private bool Days(string digits, int next)
    {
        wish = wish with { Weekdays = Rosters.Weekdays.Tidy(wish.Weekdays + digits) };
        return Part(WishAspect.Weekdays, next);
    }

    private bool Weekday()
    {
        var plural = SenseAt(at) == Sense.To;
        var i = plural ? After(at) : at;
        var digits = "";
        var (next, last) = (i, 0);
        for (var range = false; SenseAt(i) == Sense.Weekday;)
        {
            var day = phrases[i]!.Value;
            plural |= IsPlural(i);
            for (var d = range ? last : day; digits.Length <= DaysOfWeek * 2; d = d % DaysOfWeek + 1)
            {
                digits += (char)('0' + d);
                if (d == day)
                {
                    break;
                }
            }

            (last, next) = (day, After(i));
            (range, i) = (IsMark(next, '-') || (SenseAt(next) is Sense.To or Sense.Until && SenseAt(After(next)) == Sense.Weekday), next);
            while (range ? i == next : IsMark(i, ',') || IsMark(i, '/') || SenseAt(i) is Sense.Filler or Sense.At or Sense.And or Sense.To)
            {
                i++;
            }
        }

        if (SenseAt(next) == Sense.Next && digits.Length == 1)
        {
            var date = Monday.AddDays(DaysOfWeek + last - 1);
            return Dates(date, date, at, After(next));
        }

        if (digits.Length == 1 && !plural && pending is null && wish.Weekdays.Length == 0)
        {
            Flush();
            pending = (last, parts.Count);
        }

        return Days(digits, next);
    }

    /// <summary>"On Fridays": in every week.</summary>
    private bool IsPlural(int i) => SenseAt(i) == Sense.Weekday && Plurals.Any(p => tokens[i].Text.EndsWith(p, StringComparison.Ordinal));

    /// <summary>"On Friday" and no word of a week is the next Friday.</summary>
    private void SettleWeekday()
    {
        if (pending is { } only && wish is { From: null, To: null } && wish.Weekdays.Length == 1 && only.Part < parts.Count)
        {
            var date = NextWeekday(only.Day);
            wish = wish with { Weekdays = "", From = date, To = date };
            parts[only.Part] = parts[only.Part] with { Aspect = WishAspect.Dates };
        }
    }

    private bool This()
    {
        var next = After(at);
        return SenseAt(next) switch
        {
            Sense.Weekday => Date(at, next),
            Sense.Morning or Sense.Afternoon or Sense.Evening => Dates(today, today, at, next),
            _ => false,
        };
    }

    /// <summary>"In three days", "within a week".</summary>
    private bool Soon()
    {
        var within = SenseAt(at) == Sense.Within;
        var i = After(at);
        while (SenseAt(i) == Sense.Filler)
        {
            i = After(i);
        }

        var number = Count(i);
        i = number is null ? i : After(i);
        DateOnly? until = SenseAt(i) switch
        {
            Sense.DayWord => today.AddDays(number ?? (within ? SomeDays : 1)),
            Sense.WeekWord => today.AddDays(DaysOfWeek * (number ?? 1)),
            Sense.MonthWord => today.AddMonths(number ?? 1),
            _ => null,
        };
        return until is { } date ? within ? Dates(today, date, at, After(i)) : Dates(date, null, at, After(i))
            : within && TryDate(i, out var range, out var next) ? Dates(null, range.To, at, next)
            : false;
    }

    private bool From()
    {
        var i = SkipFillers(After(at));
        if (DayRange(i, out var days, out var after))
        {
            return Dates(days.From, days.To, at, after);
        }

        if (TryDate(i, out var first, out var next))
        {
            if (Joint(next) && TryDate(SkipFillers(AfterJoint(next)), out var last, out after))
            {
                var to = last.To < first.From ? last.To.AddDays(DaysOfWeek) : last.To;
                return Dates(first.From, to < first.From ? first.To : to, at, after);
            }

            return Dates(first.From, null, at, next);
        }

        return Hours(i, at);
    }

    private bool Until()
    {
        var i = SkipFillers(After(at));
        if (TryDate(i, out var date, out var next))
        {
            // "Before Friday" leaves Friday out; so does a month.
            var before = Value == 1 || SenseAt(i) == Sense.Month;
            return Dates(null, before ? date.From.AddDays(-1) : date.To, at, next);
        }

        return TryTime(i, Late, out var time, out next) && Times(null, time, at, next);
    }

    private bool Later()
    {
        var i = SkipFillers(After(at));
        return TryDate(i, out var date, out var next) ? Dates(date.To.AddDays(1), null, at, next)
            : TryTime(i, Later7, out var time, out next) && Times(time, null, at, next);
    }

    /// <summary>"10–15 December", "10 to 15.12".</summary>
    private bool DayRange(int i, out (DateOnly From, DateOnly To) days, out int next)
    {
        (days, next) = (default, i);
        if (!IsNumber(i) || !Joint(i + 1) || !TryDate(SkipFillers(AfterJoint(i + 1)), out var last, out next) || last.From != last.To || tokens[i].Value is < 1 or > 31)
        {
            return false;
        }

        var day = tokens[i].Value;
        var month = day <= last.To.Day ? last.To : last.To.AddMonths(-1);
        if (day > DateTime.DaysInMonth(month.Year, month.Month))
        {
            return false;
        }

        days = (new(month.Year, month.Month, day), last.To);
        return true;
    }

    private bool TryDate(int i, out (DateOnly From, DateOnly To) range, out int next)
    {
        next = i < tokens.Count ? After(i) : i;
        DateOnly? date = null;
        range = default;
        switch (SenseAt(i))
        {
            case Sense.Today:
                date = today;
                break;
            case Sense.Tomorrow:
                date = today.AddDays(1);
                break;
            case Sense.DayAfterTomorrow:
                date = today.AddDays(2);
                break;
            case Sense.EndOfWeek:
                date = Monday.AddDays(DaysOfWeek - 1);
                break;
            case Sense.EndOfMonth:
                date = MonthOf(today).To;
                break;
            case Sense.ThisWeek:
                range = (today, Monday.AddDays(DaysOfWeek - 1));
                return true;
            case Sense.NextWeek:
                range = (Monday.AddDays(DaysOfWeek), Monday.AddDays((2 * DaysOfWeek) - 1));
                return true;
            case Sense.ThisMonth:
                range = (today, MonthOf(today).To);
                return true;
            case Sense.NextMonth:
                range = MonthOf(today.AddMonths(1));
                return true;
            case Sense.Next or Sense.This when SenseAt(next) == Sense.Weekday:
                date = SenseAt(i) == Sense.Next ? Monday.AddDays(DaysOfWeek + phrases[next]!.Value - 1) : NextWeekday(phrases[next]!.Value);
                next = After(next);
                break;
            case Sense.Weekday:
                date = NextWeekday(phrases[i]!.Value);
                if (SenseAt(next) == Sense.Next)
                {
                    date = Monday.AddDays(DaysOfWeek + phrases[i]!.Value - 1);
                    next = After(next);
                }

                break;
            case Sense.Month:
                return ByMonth(i, out range, out next);
            case Sense.None when IsNumber(i):
                date = ByNumber(i, out next);
                break;
        }

        range = (date ?? default, date ?? default);
        return date is not null;
    }

    /// <summary>"December", "December 15".</summary>
    private bool ByMonth(int i, out (DateOnly From, DateOnly To) range, out int next)
    {
        var month = phrases[i]!.Value;
        next = After(i);
        next += IsMark(next, '.') && tokens[next].Glued ? 1 : 0;
        if (IsNumber(next) && tokens[next].Value is >= 1 and <= 31 && !IsMark(next + 1, ':') && SenseAt(next + 1) is not (Sense.Am or Sense.Pm or Sense.HourWord or Sense.Month) && Next(month, tokens[next].Value, null) is { } date)
        {
            next++;
            next += SenseAt(next) == Sense.OrdinalEnding && tokens[next].Glued ? 1 : 0;
            range = (date, date);
            return true;
        }

        var first = new DateOnly(month < today.Month ? today.Year + 1 : today.Year, month, 1);
        range = MonthOf(first < today ? today : first);
        range = (first < today ? today : first, range.To);
        return true;
    }

    /// <summary>15.12, 15/12/2026, 2026-12-15, "15 December", "15th".</summary>
    private DateOnly? ByNumber(int i, out int next)
    {
        var day = tokens[i].Value;
        next = i + 1;
        if (tokens[i].Digits == 4 && IsMark(i + 1, '-') && IsNumber(i + 2) && IsMark(i + 3, '-') && IsNumber(i + 4))
        {
            next = i + 5;
            return Next(tokens[i + 2].Value, tokens[i + 4].Value, day);
        }

        if ((IsMark(next, '.') || IsMark(next, '/')) && tokens[next].Glued && IsNumber(next + 1) && tokens[next + 1] is { Glued: true, Value: >= 1 and <= 12, Digits: <= 2 } month
            && (tokens[next].IsMark('/') || month.Digits == 2))
        {
            next += 2;
            int? year = null;
            if ((IsMark(next, '.') || IsMark(next, '/')) && tokens[next].Glued && IsNumber(next + 1) && tokens[next + 1] is { Glued: true, Digits: 2 or 4 } typed)
            {
                year = typed.Digits == 2 ? 2000 + typed.Value : typed.Value;
                next += 2;
            }

            return Next(month.Value, day, year);
        }

        var bare = next;
        next += IsMark(next, '-') && SenseAt(next + 1) == Sense.OrdinalEnding ? 1 : 0;
        var ordinal = SenseAt(next) == Sense.OrdinalEnding && tokens[next].Glued;
        next = ordinal ? next + 1 : bare;
        var named = SkipFillers(next);
        if (SenseAt(named) == Sense.Month)
        {
            var number = phrases[named]!.Value;
            next = After(named);
            next += IsMark(next, '.') && tokens[next].Glued ? 1 : 0;
            int? year = IsNumber(next) && tokens[next].Digits == 4 ? tokens[next].Value : null;
            next += year is null ? 0 : 1;
            next += year is not null && SenseAt(next) == Sense.YearWord ? 1 : 0;
            return Next(number, day, year);
        }

        if (SenseAt(next) == Sense.DateWord)
        {
            next = After(next);
            return NextDay(day);
        }

        return ordinal ? NextDay(day) : null;
    }

    private DateOnly NextWeekday(int day) => today.AddDays((day - Iso(today) + DaysOfWeek) % DaysOfWeek);

    /// <summary>The next date with this day of the month.</summary>
    private DateOnly? NextDay(int day)
    {
        for (var month = new DateOnly(today.Year, today.Month, 1); day is >= 1 and <= 31; month = month.AddMonths(1))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(day - 1) >= today)
            {
                return month.AddDays(day - 1);
            }
        }

        return null;
    }

    /// <summary>The next such date, or that of the year; null where there is none.</summary>
    private DateOnly? Next(int month, int day, int? year)
    {
        if (month is < 1 or > 12 || day is < 1 or > 31 || year is < 2000 or > FarthestYear)
        {
            return null;
        }

        // 29 February comes within eight years.
        for (var y = year ?? today.Year; y <= (year ?? today.Year + 8); y++)
        {
            if (day <= DateTime.DaysInMonth(y, month) && (year is not null || new DateOnly(y, month, day) >= today))
            {
                return new(y, month, day);
            }
        }

        return null;
    }

    private static (DateOnly From, DateOnly To) MonthOf(DateOnly date)
    {
        var first = new DateOnly(date.Year, date.Month, 1);
        return (first, first.AddMonths(1).AddDays(-1));
    }

    private static int Iso(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? DaysOfWeek : (int)date.DayOfWeek;

    private static DateOnly? Greater(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;

    private static DateOnly? Lesser(DateOnly? a, DateOnly? b) => a is null || b < a ? b ?? a : a;
}
