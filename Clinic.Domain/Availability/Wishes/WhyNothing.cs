using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Counts the reasons against a wish over doctors and days: the same that a single cell is explained by.</summary>
internal sealed class WhyNothing(Timetable timetable, Wish wish, Asker asker)
{
    // A fortnight tells enough, and so does every third of an hour.
    private const int DaysLooked = 14;
    private const int Step = 4;
    private const int Most = 4;
    private static readonly TimeOnly Midday = new(12, 0);

    /// <summary>The reasons, that of most doctors first.</summary>
    internal IReadOnlyList<CountedReason> Of(IReadOnlyList<Offer> offers, DateOnly from, DateOnly to)
    {
        var counted = new Dictionary<string, (List<Reason> Kinds, HashSet<DoctorId> Doctors, int Cells)>();
        foreach (var offer in offers)
        {
            var why = new WhyNot(timetable, offer, asker);
            if (why.Site is not { } site)
            {
                continue;
            }

            var own = new Dictionary<string, (List<Reason> Kinds, int Cells)>();
            for (var date = from; date <= to && date < from.AddDays(DaysLooked); date = date.AddDays(1))
            {
                if (wish.Weekdays.Length == 0 || wish.Weekdays.Contains(Weekdays.Digit(date)))
                {
                    Day(why, offer, timetable.Facts.Rosters.Zone(site), date, own);
                }
            }

            // What is left of a gap is the trace of what was booked beside it.
            foreach (var (code, (kinds, cells)) in own.Where(o => o.Key != ProblemCodes.TooShort || own.Count == 1))
            {
                var all = counted.TryGetValue(code, out var known) ? known : ([], [], 0);
                all.Kinds.AddRange(kinds.Where(k => !all.Kinds.Contains(k)));
                all.Doctors.Add(offer.DoctorId);
                counted[code] = (all.Kinds, all.Doctors, all.Cells + cells);
            }
        }

        return [.. counted.Values.OrderByDescending(c => c.Doctors.Count).ThenByDescending(c => c.Cells).Take(Most).Select(c => new CountedReason(c.Kinds[0], c.Doctors.Count, c.Kinds.Count == 1))];
    }

    private void Day(WhyNot why, Offer offer, TimeZoneInfo zone, DateOnly date, Dictionary<string, (List<Reason> Kinds, int Cells)> counted)
    {
        foreach (var cell in Cells(offer, zone, date))
        {
            foreach (var reason in why.At(cell).Where(r => r.Code != ProblemCodes.Past))
            {
                var known = counted.TryGetValue(reason.Code, out var before) ? before : ([], 0);
                if (!known.Kinds.Contains(reason))
                {
                    known.Kinds.Add(reason);
                }

                counted[reason.Code] = (known.Kinds, known.Cells + 1);
            }
        }
    }

    /// <summary>Cells of the shifts at the times wanted; where there are none, one that stands for the day.</summary>
    private List<int> Cells(Offer offer, TimeZoneInfo zone, DateOnly date)
    {
        var day = WallClock.Day(zone, date);
        var earliest = WallClock.Instant(zone, date, wish.Earliest ?? TimeOnly.MinValue);
        var latest = wish.Latest is { } end ? WallClock.Instant(zone, date, end) : day.End;
        var cells = new List<int>();
        foreach (var shift in timetable.Shifts(offer.DoctorId, day).Where(s => wish.Sites.Count == 0 || wish.Sites.Contains(s.SiteId)))
        {
            var first = new[] { shift.Range.Start, earliest, asker.Now }.Max();
            for (var cell = Cell.AtOrAfter(first); Cell.Start(cell) < shift.Range.End && Cell.Start(cell) < latest; cell += Step)
            {
                cells.Add(cell);
            }
        }

        return cells.Count > 0 ? cells : [Cell.Of(wish.Earliest is null && wish.Latest is null ? WallClock.Instant(zone, date, Midday) : wish.Earliest is null ? latest.AddMinutes(-Cell.Minutes) : earliest)];
    }
}
