namespace Clinic.Domain.Rosters.Words;

/// <summary>What narrows the days, and the names of rooms and visit types.</summary>
internal sealed partial class Grammar
{
    private FilterClause? FilterOf() => Try(() =>
    {
        var from = at;
        if (!Take(Sense.Only) || WeekdaysOf() is not { } days)
        {
            return null;
        }

        // "…, только вт, ср 9–12": the last day may begin another rule.
        if (segments[^1].Exists(c => c is HoursClause) && !AwaitsHours && Ahead(() => HoursFollow(true)))
        {
            Doubt(from);
        }

        return new FilterClause(days) { IsList = tokens.Skip(from).Take(at - from).Any(t => t.IsMark(',')) };
    });

    private bool HoursFollow(bool behindComma)
    {
        _ = behindComma && TakeMark(',');
        awaited = true;
        var follow = StretchOf() is not null || Here.Is(Sense.RoundTheClock);
        awaited = false;
        return follow;
    }

    /// <summary>"Кроме воскресенья, 31 декабря и 1–9 января".</summary>
    private ExceptClause? ExceptOf() => Try(() =>
    {
        var from = at;
        if (!Take(Sense.Except))
        {
            return null;
        }

        var days = "";
        var dates = new List<LooseSpan>();
        var cuts = new List<(int At, string Days, int Dates)>();
        for (var first = true; ; first = false)
        {
            var start = at;
            if (!first && !TakeJoint() && !TakeMark('/') && !Here.Is(Sense.Weekday))
            {
                break;
            }

            if (!first && tokens[at - 1].IsMark(',') && Here.Is(Sense.Except))
            {
                at = start;
                break;
            }

            if (!first && !tokens[at - 1].Is(Sense.And))
            {
                cuts.Add((start, days, dates.Count));
            }

            var range = first || tokens[at - 1].Is(Sense.And);
            _ = Take(Sense.Except);
            if (!first && AwaitsHours && AreHoursOrDates())
            {
                DoubtHoursOrDates();
            }

            if (Try(TryDates) is { } some)
            {
                dates.AddRange(some);
            }
            else if (range && Try(FromTo) is { } span)
            {
                dates.Add(new(span.From!.Value, span.To!.Value));
            }
            else if (!Here.Is(Sense.EveryDay) && Try(WeekdayRange) is { } weekdays)
            {
                days += weekdays;
            }
            else
            {
                at = start;
                break;
            }
        }

        // "…, кроме вс, пн 9–12": the hours have days of their own. "Кроме сб, вс 8–14" may leave out both.
        var behind = segments[^1].Exists(c => c is HoursClause) && !AwaitsHours;
        if (cuts.Count > 0 && (behind || !segments[^1].Exists(c => c is DaysClause)) && Ahead(() => HoursFollow(behind)))
        {
            var (place, daysBefore, datesBefore) = cuts[^1];
            var comma = tokens[place];
            if (cuts.Count == 1 && comma.IsMark(',') && (behind || days.Length + dates.Count > daysBefore.Length + datesBefore + 1))
            {
                (at, days) = (place, daysBefore);
                dates.RemoveRange(datesBefore, dates.Count - datesBefore);
            }
            else
            {
                Doubt(from, behind || !comma.IsMark(',') ? "" : $"{text[tokens[from].Start..comma.Start]} {words.And}{text[comma.Stop..tokens[at - 1].Stop]}");
            }
        }

        return days.Length + dates.Count > 0 ? new ExceptClause(Weekdays.Tidy(days), dates) { IsList = cuts.Exists(c => c.At < at) } : null;
    });

    private ValidityClause? FromTo()
    {
        _ = Take(Sense.From);
        return From() is { From: not null, To: not null } both ? both : null;
    }

    private RoomsClause? RoomsOf() => Try(() =>
    {
        if (Try(NumberedRoom) is { } numbered)
        {
            return numbered;
        }

        if (!Take(Sense.Room) && !Take(Sense.Rooms))
        {
            return null;
        }

        var many = tokens[at - 1].Is(Sense.Rooms);
        TakeDot();
        TakeMark(':');
        if (RoomName() is not { } first)
        {
            return null;
        }

        var names = new List<string> { first };
        while (names.Count < MostNames && Try(() => NextRoom(many)) is { } next)
        {
            names.Add(next);
            if (tokens[lastJoint].Is(Sense.Or))
            {
                break;
            }
        }

        return new RoomsClause(names);
    });

    /// <summary>"205 каб."; "до 14 каб. 5" names a room behind.</summary>
    private RoomsClause? NumberedRoom()
    {
        if (Here.Kind != TokenKind.Number || !Next.Is(Sense.Room))
        {
            return null;
        }

        var name = Here.Text;
        at += 2;
        TakeDot();
        return Ahead(() => RoomName() is not null) && !Ahead(() => StretchOf() is not null) ? null : new([name]);
    }

    private const int MostNames = 100;
    private int lastJoint;

    private string? NextRoom(bool many)
    {
        var before = tokens[at - 1];
        lastJoint = at;
        if (Take(Sense.Or) || (many && Take(Sense.And)) || TakeMark('/'))
        {
            return RoomName();
        }

        if (!TakeMark(',') || Ahead(() => StretchOf() is not null || MinutesOf() is not null || DatesOf() is not null || IsDayNumbers()))
        {
            return null;
        }

        if (Take(Sense.Or))
        {
            lastJoint = at - 1;
            return RoomName();
        }

        // Behind "каб. 201" a number of the same shape is another room.
        return many || Here.Kind == TokenKind.Quoted || (before.Digits > 1 && Here.Digits == before.Digits && Ahead(() => RoomName() is not null && (AtEnd || Here.Kind == TokenKind.Mark || Here.Sense is Sense.Or or Sense.And)))
            ? RoomName()
            : null;
    }

    private string? RoomName()
    {
        if (Here.Kind == TokenKind.Quoted)
        {
            at++;
            return tokens[at - 1].Text;
        }

        if (Here.Kind != TokenKind.Number && !IsPartOfName(Here))
        {
            return null;
        }

        var start = Here.Start;
        at++;
        while (Here.Glued && (Here.Kind is TokenKind.Number or TokenKind.Word || (Here.Kind == TokenKind.Mark && "-/.".Contains(Here.Text[0]) && Next.Glued && Next.Kind is TokenKind.Number or TokenKind.Word)))
        {
            at++;
        }

        return text[start..tokens[at - 1].Stop];
    }

    private VisitTypesClause? VisitTypesOf() => Try(() =>
    {
        if (!Take(Sense.Only) && !Take(Sense.VisitTypes))
        {
            return null;
        }

        Skip(Sense.For, Sense.To, Sense.On, Sense.VisitTypes);
        TakeMark(':');
        var names = new List<string>();
        while (names.Count < MostNames && Try(() => names.Count == 0 || TakeJoint() || Take(Sense.Or) ? VisitTypeName() : null) is { } name)
        {
            names.Add(name);
        }

        return names.Count > 0 ? new VisitTypesClause(names) : null;
    });

    private string? VisitTypeName()
    {
        if (Here.Kind == TokenKind.Quoted)
        {
            at++;
            return tokens[at - 1].Text;
        }

        if (!IsPartOfName(Here))
        {
            return null;
        }

        var start = Here.Start;
        while (IsPartOfName(Here))
        {
            at++;
        }

        return text[start..tokens[at - 1].Stop];
    }

    private bool IsPartOfName(Token token) => token.IsUnknown && !vocabulary.IsNearlyKnown(token.Text);
}
