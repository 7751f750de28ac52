namespace Clinic.Domain.Rosters.Words;

/// <summary>Days said to be free of work.</summary>
internal sealed partial class Grammar
{
    /// <summary>"Пн выходной", "отпуск с 1 по 14 июля", "closed on Sundays", "le mercredi : repos".</summary>
    private OffClause? OffOf() => Try(OffFirst) ?? Try(OffLast);

    private OffClause? OffFirst()
    {
        var start = at;
        if (!TakeOffWord())
        {
            return null;
        }

        _ = TakeMark(':') || TakeMark('-');
        var (commas, beforeComma, kept) = (0, at, 0);
        var items = new List<(string Weekdays, IReadOnlyList<LooseSpan> Dates)>();
        for (var joint = at; items.Count == 0 || TakeJoint() || (Here.Glued && TakeMark('/')); joint = at)
        {
            (commas, beforeComma, kept) = tokens[at - 1].IsMark(',') ? (commas + 1, joint, items.Count) : (commas, beforeComma, kept);
            if (OffItem() is not { } item)
            {
                at = joint;
                break;
            }

            items.Add(item);
        }

        // "Closed Sunday, Monday 9–12", "closed Sunday, Tuesday and Thursday 9–12": the hours have days of their own.
        if (commas > 0 && Ahead(() => HoursFollow(true)))
        {
            if (commas > 1)
            {
                Doubt(start);
            }
            else
            {
                at = beforeComma;
                items.RemoveRange(kept, items.Count - kept);
            }
        }
        else if (commas > 0 && Ahead(() => DaysOf() is not null))
        {
            // "Не принимает по средам, с сентября по май пн–пт 9–15": the period may be theirs.
            Doubt(start);
        }

        return AsOff(items, start);
    }

    private OffClause? OffLast()
    {
        var (start, comma) = (at, false);
        var items = new List<(string Weekdays, IReadOnlyList<LooseSpan> Dates)>();
        while (!StandAsHours() && OffItem() is { } item)
        {
            items.Add(item);
            var partial = Take(Sense.DayPart);
            if (TryValue<int>(() => TakeOffMark() && TakeOffWords() ? at : null) is not null)
            {
                // "…, с 1 по 14 июля, пн не работает": the period may belong to what was said before.
                if (partial || (comma && items.Exists(i => i.Dates.Count > 0) && items.Exists(i => i.Weekdays.Length > 0)))
                {
                    Doubt(start);
                }

                return AsOff(items, start);
            }

            if (!TakeJoint())
            {
                break;
            }

            comma |= tokens[at - 1].IsMark(',');
        }

        return null;
    }

    private OffClause? AsOff(List<(string Weekdays, IReadOnlyList<LooseSpan> Dates)> items, int start)
    {
        if (items.Count == 0)
        {
            return null;
        }

        if (Here.Is(Sense.DayPart))
        {
            at++;
            Doubt(start);
        }

        return new(Weekdays.Tidy(string.Concat(items.Select(i => i.Weekdays))), [.. items.SelectMany(i => i.Dates)]);
    }

    private (string Weekdays, IReadOnlyList<LooseSpan> Dates)? OffItem()
    {
        Skip(Sense.On);
        return Try(TryDates) is { } dates ? ("", dates)
            : Try(FromTo) is { } span ? ("", [new LooseSpan(span.From!.Value, span.To!.Value)])
            : Try(WeekdayRange) is { } weekdays ? (weekdays, [])
            : null;
    }

    private bool TakeOffMark() => TakeMark('-') || TakeMark(':') || true;

    private bool TakeOffWord() => TryValue<int>(() =>
    {
        Skip(Sense.DayWord);
        if (!Take(Sense.DayOff) && !Take(Sense.Off) && !Take(Sense.Closed))
        {
            return null;
        }

        Skip(Sense.DayWord);
        return at;
    }) is not null;

    // "Сб и вс выходные"; "выходные 9–18" are days of work.
    private bool TakeOffWords() => TakeOffWord() || (Here is { Sense: Sense.Weekend, Value: 1 } && Take(Sense.Weekend));
}
