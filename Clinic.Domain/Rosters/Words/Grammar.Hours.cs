namespace Clinic.Domain.Rosters.Words;

/// <summary>Times, stretches, breaks and minutes.</summary>
internal sealed partial class Grammar
{
    private const int Hour = 60;
    private const int HalfDay = 12 * Hour;
    private const int Day = 2 * HalfDay;

    private enum Half
    {
        Unknown,
        Am,
        Pm,
    }

    /// <param name="Minutes">From midnight.</param>
    /// <param name="Bare">An hour alone.</param>
    /// <param name="Twelve">May be counted up to twelve: 1 to 12, without a zero in front.</param>
    /// <param name="Half">Of the day, where it was said.</param>
    private readonly record struct Clock(int Minutes, bool Bare, bool Twelve, Half Half)
    {
        internal int Hours => Minutes / Hour;

        internal Clock With(Half half) => new((Minutes % HalfDay) + (half == Half.Pm ? HalfDay : 0), false, false, half);
    }

    private HoursClause? HoursOf() => Try(() =>
    {
        if (Take(Sense.RoundTheClock))
        {
            return new HoursClause([new(TimeOnly.MinValue, TimeOnly.MinValue)]);
        }

        if (HoursUntil() is { } shorter)
        {
            return shorter;
        }

        var stretches = Stretches(() => TakeJoint() || TakeMark('/'));
        return stretches.Count > 0 ? new HoursClause(stretches) : DayShiftFrom();
    });

    /// <summary>"Пн–чт 9–18, пт до 17": the hours before, cut short.</summary>
    private HoursClause? HoursUntil() => Try(() =>
    {
        if (!AwaitsHours || segments[^1].Exists(c => c is BreakClause) || segments[^1].OfType<HoursClause>().LastOrDefault() is not { } before || !Take(Sense.Until) || ClockOf() is not { } end)
        {
            return null;
        }

        var last = Time(vocabulary.IsTwelveHours && end.Twelve && end.Hours < 12 ? end.With(Half.Pm) : end);
        List<WorkStretch> stretches = [.. before.Stretches.Where(s => !s.Overnight && s.Start < last)];
        return stretches.Count == 0 || last > before.Stretches[^1].End || Here.Kind == TokenKind.Number ? null : new HoursClause([.. stretches.SkipLast(1), stretches[^1] with { End = last }]);
    });

    /// <summary>"Сутки через трое с 8:00": a start alone, where a shift of a day and a night was named.</summary>
    private HoursClause? DayShiftFrom()
    {
        Skip(Sense.From);
        return dayShift && ClockOf() is { } start ? new([new(Time(start), Time(start))]) : null;
    }

    private BreakClause? BreakOf() => Try(() =>
    {
        if (Take(Sense.Break))
        {
            Skip(Sense.From);
            TakeMark(':');
            var pauses = Try(SeveralPauses) ?? Stretches(() => Take(Sense.And));
            return pauses.Count > 0 ? new BreakClause(pauses) : null;
        }

        return StretchOf() is { } pause && Take(Sense.Break) && StretchOf() is null ? new BreakClause([pause]) : null;
    });

    /// <summary>"11:00–11:15, 13:00–13:30 и 16:00–16:15"; behind a comma alone would come hours.</summary>
    private List<WorkStretch>? SeveralPauses()
    {
        var pauses = new List<WorkStretch>();
        for (var last = false; StretchOf() is { } pause;)
        {
            pauses.Add(pause);
            if (last)
            {
                return pauses;
            }

            var comma = TakeMark(',');
            last = Take(Sense.And);
            if (!comma && !last)
            {
                break;
            }
        }

        return null;
    }

    private MinutesClause? MinutesOf() => Try(() =>
    {
        Skip(Sense.Visit);
        Skip(Sense.To, Sense.For, Sense.Every, Sense.From);
        if (Number() is not { } minutes)
        {
            return null;
        }

        TakeMark('-');
        if (!Take(Sense.Minutes))
        {
            return null;
        }

        TakeDot();
        Skip(Sense.Through, Sense.To, Sense.Visit);
        return new MinutesClause(minutes);
    });

    private List<WorkStretch> Stretches(Func<bool> joint)
    {
        var stretches = new List<WorkStretch>();
        awaited = AwaitsHours;
        while (stretches.Count == 0 || TryValue(() => joint() ? at : (int?)null) is not null)
        {
            if (stretches.Count > 0 && AreHoursOrDates())
            {
                awaited = true;
                DoubtHoursOrDates();
            }

            var read = TryValue(LoneStretchOf);
            awaited = false;
            if (read is not { } stretch)
            {
                // The joint belongs to what follows.
                at -= stretches.Count > 0 ? JointLength() : 0;
                break;
            }

            stretches.Add(stretch);
        }

        return stretches;
    }

    private int JointLength() => tokens[at - 1].Is(Sense.And) && at > 1 && tokens[at - 2].IsMark(',') ? 2 : 1;

    /// <summary>A stretch that is not a break written behind its times.</summary>
    private WorkStretch? LoneStretchOf() => StretchOf() is { } stretch && !Ahead(() => Take(Sense.Break) && StretchOf() is null && !AheadBreakTimes()) ? stretch : null;

    private bool AheadBreakTimes() => Here.Is(Sense.From) || Here.IsMark(':');

    private bool awaited;

    private WorkStretch? StretchOf() => TryValue<WorkStretch>(() =>
    {
        Skip(Sense.From);
        var first = at;
        if (Ahead(AreDottedDates) || (!awaited && Ahead(IsDayNumbers)) || ClockOf() is not { } start || !TakeUpTo() || ClockOf() is not { } end || Here.Is(Sense.Percent) || (Here.Sense is Sense.Month or Sense.DateWord or Sense.MonthWord && end.Bare && !IsMonthOfItsOwn))
        {
            return null;
        }

        (start, end) = Halves(start, end, first);
        return new(Time(start), Time(end));
    });

    private bool TakeUpTo()
    {
        if (Here.IsMark('-') || Here.Sense is Sense.To or Sense.Until)
        {
            at++;
            return true;
        }

        return false;
    }

    // "1–2pm" is 1 pm, "11–2pm" is 11 am, "9am–5" ends in the afternoon.
    private (Clock Start, Clock End) Halves(Clock start, Clock end, int from)
    {
        if (start.Half == Half.Unknown && end.Half != Half.Unknown && start.Minutes <= HalfDay)
        {
            var same = start.With(end.Half);
            return (same.Minutes < end.Minutes ? same : start.With(end.Half == Half.Pm ? Half.Am : Half.Pm), end);
        }

        if (end.Half != Half.Unknown || !end.Twelve || dayShift)
        {
            return (start, end);
        }

        if (start.Half != Half.Unknown)
        {
            return (start, end.Minutes > start.Minutes ? end : end.With(Half.Pm).Minutes > start.Minutes ? end.With(Half.Pm) : end.With(Half.Am));
        }

        return !start.Twelve ? (start, end) : vocabulary.IsTwelveHours ? OnTwelveHours(start, end, from) : OnFullDay(start, end, from);
    }

    // Where people count up to twelve, "9–5" ends in the afternoon and "2–6" lies in it.
    private (Clock Start, Clock End) OnTwelveHours(Clock start, Clock end, int from)
    {
        var part = from > 0 && tokens[from - 1].Is(Sense.DayPart) ? tokens[from - 1].Value : 0;
        var (afternoon, late) = (start.With(Half.Pm), end.Hours == 12 ? end.With(Half.Am) : end.With(Half.Pm));
        if (part == DayParts.Night)
        {
            return start.Minutes >= end.Minutes ? (afternoon, end.With(Half.Am)) : Unclear(start, end, from);
        }

        if (part is DayParts.Afternoon or DayParts.Evening)
        {
            return late.Minutes > afternoon.Minutes ? (afternoon, late) : Unclear(start, end, from);
        }

        if (start.Hours >= FirstHour || part == DayParts.Morning || (start.Hours == FirstHour - 1 && HasLateHours))
        {
            var equal = end.Minutes == start.Minutes && !end.Bare;
            return end.Minutes <= start.Minutes && !equal && (end.Bare || end.Hours < 10) ? (start, end.With(Half.Pm)) : (start, end);
        }

        return !HasLateHours && late.Minutes > afternoon.Minutes ? (afternoon, late) : Unclear(start, end, from);
    }

    // "9–6" is hardly a night of twenty-one hours.
    private (Clock Start, Clock End) OnFullDay(Clock start, Clock end, int from)
    {
        var late = start.Bare && end.Bare && end.Minutes <= start.Minutes && start.Hours >= FirstHour - 2;
        return !late || segments[^1].OfType<DaysClause>().LastOrDefault() is { Days: [{ Kind: PatternKind.Rotation, On: 1 }] } || tokens.Any(t => t.Is(Sense.AllDayShift)) ? (start, end) : Unclear(start, end, from);
    }

    private (Clock Start, Clock End) Unclear(Clock start, Clock end, int from)
    {
        var (first, last) = end.Minutes <= start.Minutes ? (start, end.With(Half.Pm)) : vocabulary.IsTwelveHours && start.Hours < FirstHour - 1 ? (start.With(Half.Pm), end.With(Half.Pm)) : (start, end);
        Doubt(from > 0 && tokens[from - 1].Is(Sense.From) ? from - 1 : from, words.Hours(new([new(Time(first), Time(last))])));
        return (start, end);
    }

    /// <summary>Somewhere in the sentence hours are counted up to twenty-four.</summary>
    private bool HasLateHours => hasLateHours ??= Enumerable.Range(1, tokens.Count - 1).Any(i => tokens[i - 1] is { Digits: 2 } hour && IsLateHour(hour, i) && (tokens[i].IsMark(':') || tokens[i].IsMark('-') || (i > 1 && tokens[i - 2].IsMark('-'))));

    private bool? hasLateHours;

    private bool IsLateHour(Token hour, int next) => hour.Value is > 12 and <= 24 ? !(next > 1 && tokens[next - 2].IsMark(':')) && !tokens[next].Is(Sense.Month) : hour.Text[0] == '0' && tokens[next].IsMark(':');

    /// <summary>An hour alone: "after 2" is in the afternoon where people count up to twelve.</summary>
    private Clock LoneHour(Clock clock, int from)
    {
        if (!vocabulary.IsTwelveHours || !clock.Twelve || clock.Half != Half.Unknown || clock.Hours >= FirstHour)
        {
            return clock;
        }

        if (HasLateHours)
        {
            Doubt(from);
        }

        return clock.With(Half.Pm);
    }

    private const int FirstHour = 7;

    // "Три часа дня", but "шесть вечера".
    private const int LastHourOfDay = 5;

    private Clock? ClockOf() => TryValue<Clock>(() =>
    {
        if (Take(Sense.Noon))
        {
            return new(HalfDay, false, false, Half.Pm);
        }

        if (Take(Sense.Midnight))
        {
            return new(0, false, false, Half.Am);
        }

        if (Here is not ({ Kind: TokenKind.Number, Digits: <= 2, Value: <= 24 } or { Sense: Sense.NumberWord, Value: <= 12 }))
        {
            return null;
        }

        var (hours, typed) = (Here.Value, Here.Text);
        at++;
        var minutes = MinutesAfterHour();
        if (minutes is >= Hour || (hours * Hour) + (minutes ?? 0) > Day)
        {
            return null;
        }

        var clock = new Clock((hours * Hour) + (minutes ?? 0), minutes is null, hours is >= 1 and <= 12 && typed[0] != '0', Half.Unknown);
        var half = Here.Sense is Sense.Am or Sense.Pm && clock.Minutes <= HalfDay + Hour - 1 ? Here.Is(Sense.Am) ? Half.Am : Half.Pm
            : Here is { Sense: Sense.DayWord, Value: 1 } && hours is >= 1 and <= LastHourOfDay ? Half.Pm
            : Half.Unknown;
        at += half == Half.Unknown ? 0 : 1;
        return half == Half.Unknown ? clock : clock.With(half);
    });

    /// <summary>What follows the hour: <c>:30</c>, <c>.30</c>, <c>-30</c>, <c>h30</c>, <c>ч 30 мин</c>; 0 for the bare word; null for nothing.</summary>
    private int? MinutesAfterHour()
    {
        if (Here.Glued && Next is { Kind: TokenKind.Number, Digits: 2, Glued: true } && (Here.IsMark(':') || Here.IsMark('.') || (Here.IsMark('-') && Next.Value is 0 or (> 24 and < Hour))))
        {
            at += 2;
            return tokens[at - 1].Value;
        }

        if (!Here.Is(Sense.HourWord))
        {
            return null;
        }

        at++;
        if (Here is { Kind: TokenKind.Number, Digits: 2 } && (Here.Glued || Ahead(GoesOnAsRange) || Next.Kind is TokenKind.End || Next.IsMark(',') || Next.IsMark(';') || Next.Sense is Sense.And or Sense.From or Sense.Break or Sense.Room or Sense.Except))
        {
            var minutes = Here.Value;
            at++;
            Skip(Sense.Minutes);
            return minutes;
        }

        TakeDot();
        return 0;
    }

    private bool GoesOnAsRange()
    {
        at++;
        Skip(Sense.Minutes);
        return TakeUpTo();
    }

    /// <summary>The full stop of an abbreviation.</summary>
    private void TakeDot() => at += Here.IsMark('.') && Here.Glued && !Next.IsMark('.') ? 1 : 0;

    private static TimeOnly Time(Clock clock) => new(clock.Minutes / Hour % 24, clock.Minutes % Hour);
}
