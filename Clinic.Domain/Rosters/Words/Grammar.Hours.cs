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

    private readonly record struct Clock(int Minutes, bool Bare, Half Half)
    {
        internal Clock With(Half half) => new((Minutes % HalfDay) + (half == Half.Pm ? HalfDay : 0), false, half);
    }

    private HoursClause? HoursOf() => Try(() =>
    {
        if (Take(Sense.RoundTheClock))
        {
            return new HoursClause([new(TimeOnly.MinValue, TimeOnly.MinValue)]);
        }

        var stretches = Stretches(() => TakeJoint() || TakeMark('/'));
        return stretches.Count > 0 ? new HoursClause(stretches) : DayShiftFrom();
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
        while (stretches.Count == 0 || TryValue(() => joint() ? at : (int?)null) is not null)
        {
            if (TryValue(LoneStretchOf) is not { } stretch)
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

    private WorkStretch? StretchOf() => TryValue<WorkStretch>(() =>
    {
        Skip(Sense.From);
        if (Ahead(IsDayNumbers) || ClockOf() is not { } start || !TakeUpTo() || ClockOf() is not { } end || Here.Sense is Sense.Month or Sense.DateWord or Sense.MonthWord or Sense.Percent)
        {
            return null;
        }

        (start, end) = Halves(start, end);
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

    // "1–2pm" is 1 pm, "11–2pm" is 11 am; where people count so, "9 to 5" ends in the afternoon.
    private (Clock Start, Clock End) Halves(Clock start, Clock end)
    {
        if (start.Half == Half.Unknown && end.Half != Half.Unknown && start.Minutes <= HalfDay)
        {
            var same = start.With(end.Half);
            start = same.Minutes < end.Minutes ? same : start.With(end.Half == Half.Pm ? Half.Am : Half.Pm);
        }
        else if (vocabulary.IsTwelveHours && start.Bare && end.Bare && end.Minutes <= start.Minutes && start.Minutes <= HalfDay && end.Minutes is > 0 and < HalfDay)
        {
            end = end.With(Half.Pm);
        }

        return (start, end);
    }

    private Clock? ClockOf() => TryValue<Clock>(() =>
    {
        if (Take(Sense.Noon))
        {
            return new(HalfDay, false, Half.Pm);
        }

        if (Take(Sense.Midnight))
        {
            return new(0, false, Half.Am);
        }

        if (Here is not { Kind: TokenKind.Number, Digits: <= 2, Value: <= 24 })
        {
            return null;
        }

        var hours = Here.Value;
        at++;
        var minutes = MinutesAfterHour();
        if (minutes is >= Hour || (hours * Hour) + (minutes ?? 0) > Day)
        {
            return null;
        }

        var clock = new Clock((hours * Hour) + (minutes ?? 0), minutes is null, Half.Unknown);
        var half = Here.Sense is Sense.Am or Sense.Pm && clock.Minutes <= HalfDay + Hour - 1 ? Here.Is(Sense.Am) ? Half.Am : Half.Pm : Half.Unknown;
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
        if (Here is { Kind: TokenKind.Number, Digits: 2 } && (Here.Glued || Ahead(GoesOnAsRange) || Next.Kind is TokenKind.End || Next.IsMark(',')))
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
