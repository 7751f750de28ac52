using Clinic.Domain.Rosters.Words;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Times of the day. Whoever says "after 5" at a clinic means the afternoon.</summary>
internal sealed partial class WishGrammar
{
    private const int Late = 6;
    private const int Later7 = 7;
    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly Lunch = new(13, 0);
    private static readonly TimeOnly AfterNoon = new(17, 0);
    private static readonly TimeOnly Home = new(18, 0);

    private bool PartOfDay()
    {
        var next = After(at);
        return SenseAt(at) switch
        {
            Sense.Morning => Times(null, Noon, at, next),
            Sense.Midday => Times(Noon, new(14, 0), at, next),
            Sense.Noon => Times(Noon, Lunch, at, next),
            Sense.Afternoon => Times(Noon, AfterNoon, at, next),
            Sense.Evening => (Value == 0 || Today()) && Times(AfterNoon, null, at, next),
            Sense.AfterWork => Times(Home, null, at, next),
            Sense.BeforeLunch => Times(null, Lunch, at, next),
            Sense.AfterLunch => Times(Lunch, null, at, next),
            _ => false,
        };
    }

    /// <summary>"Tonight" is a date besides.</summary>
    private bool Today()
    {
        wish = wish.From is null && wish.To is null ? wish with { From = today, To = today } : wish;
        return true;
    }

    /// <summary>Narrows the times; what leaves none is not understood.</summary>
    private bool Times(TimeOnly? earliest, TimeOnly? latest, int start, int next)
    {
        at = start;
        var low = wish.Earliest is { } e && !(earliest > e) ? e : earliest;
        var high = wish.Latest is { } l && !(latest < l) ? l : latest;
        if (low >= high)
        {
            return Unknown(start, next);
        }

        wish = wish with { Earliest = low, Latest = high };
        return Part(WishAspect.Times, next);
    }

    /// <summary>From an hour on, or from one to another.</summary>
    private bool Hours(int i, int start)
    {
        if (!TryTime(i, Late, out var first, out var next))
        {
            return false;
        }

        return Joint(next) && TryTime(SkipFillers(AfterJoint(next)), Late, out var last, out var after)
            ? Times(first, last > first ? last : last.AddHours(12) is var later && later > first ? later : null, start, after)
            : Times(first, null, start, next);
    }

    /// <summary>"At 10", "on 15 December", and words like these before something that says it all.</summary>
    private bool AtTime()
    {
        var i = SkipFillers(After(at));
        return IsNumber(i) && (DayRange(i, out var days, out var next) ? Dates(days.From, days.To, at, next) : Date(at, i) || Moment(i, at))
            || (SenseAt(i) == Sense.NumberWord && Moment(i, at));
    }

    /// <summary>About a time: within its hour, or half an hour where minutes were said.</summary>
    private bool Moment(int i, int start)
    {
        if (!TryTime(i, Late, out var time, out var next))
        {
            return false;
        }

        if (Joint(next) && Hours(i, start))
        {
            return true;
        }

        var end = time.AddMinutes(time.Minute == 0 ? 60 : 30);
        return Times(time, end > time ? end : null, start, next);
    }

    /// <summary>A number that no word introduces: a date, a stretch of dates or hours, a time that says it is one.</summary>
    private bool Number()
    {
        if (DayRange(at, out var days, out var next))
        {
            return Dates(days.From, days.To, at, next);
        }

        if (Date(at, at))
        {
            return true;
        }

        var start = at;
        if (TryTime(at, Late, out _, out next) && (next > at + 1 || (Joint(next) && TryTime(SkipFillers(AfterJoint(next)), Late, out _, out _))))
        {
            return Moment(start, start);
        }

        return Unknown(at, at + 1);
    }

    /// <param name="i">Where the time begins.</param>
    /// <param name="upTo">Hours up to this one are in the afternoon unless it is said otherwise.</param>
    /// <param name="time">The time.</param>
    /// <param name="next">What follows it.</param>
    private bool TryTime(int i, int upTo, out TimeOnly time, out int next)
    {
        (time, next) = (Noon, i);
        if (SenseAt(i) == Sense.Noon)
        {
            next = After(i);
            return true;
        }

        if (Count(i) is not (>= 0 and <= 23) || Count(i) is not { } hour)
        {
            return false;
        }

        next = IsNumber(i) ? i + 1 : After(i);
        var minute = Minutes(ref next);
        if (SenseAt(next) == Sense.HourWord)
        {
            next = After(next);
            minute = minute == 0 && IsNumber(next) && tokens[next] is { Glued: true, Digits: 2, Value: < 60 } ? tokens[next++].Value : minute;
        }

        // "3 in the afternoon" is "3 of the day" in Russian.
        var day = SenseAt(next) == Sense.DayWord && hour is >= 1 and <= Late;
        if (SenseAt(next) == Sense.Pm || day)
        {
            hour += hour < 12 ? 12 : 0;
            next = After(next);
        }
        else if (SenseAt(next) == Sense.Am)
        {
            hour = hour == 12 ? 0 : hour;
            next = After(next);
        }
        else if (hour >= 1 && hour <= upTo && !(IsNumber(i) && tokens[i].Digits == 2))
        {
            hour += 12;
        }

        time = new(hour, minute);
        return true;
    }

    private int Minutes(ref int next)
    {
        if ((IsMark(next, ':') || IsMark(next, '.') || IsMark(next, '-')) && tokens[next].Glued && IsNumber(next + 1) && tokens[next + 1] is { Glued: true, Digits: 2, Value: < 60 } minutes
            && (!tokens[next].IsMark('-') || minutes.Value is 0 or > 24))
        {
            next += 2;
            return minutes.Value;
        }

        return 0;
    }

    private int? Count(int i) => IsNumber(i) ? tokens[i].Value : SenseAt(i) == Sense.NumberWord ? phrases[i]!.Value : null;

    private int SkipFillers(int i)
    {
        while (SenseAt(i) is Sense.Filler or Sense.At)
        {
            i = After(i);
        }

        return i;
    }

    /// <summary>A word or mark between the two ends of a stretch.</summary>
    private bool Joint(int i) => IsMark(i, '-') || SenseAt(i) is Sense.To or Sense.Until or Sense.And || (i < tokens.Count && tokens[i].Text is "и" or "and" or "et" or "to" or "a");

    private int AfterJoint(int i) => phrases[i] is null ? i + 1 : After(i);
}
