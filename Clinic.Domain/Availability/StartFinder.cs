using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>Finds the starts at which a visit fits into a shift: bitmaps of everybody it needs, eroded by how long they are needed, laid over each other.</summary>
internal static class StartFinder
{
    // A shift of a day with buffers and visits reaching over its ends is seven words.
    private const int MaxWords = 12;

    /// <summary>Start cells, ascending, packed so that as many visits as possible still fit.</summary>
    internal static List<int> Starts(Timetable timetable, Offer offer, Shift shift, TimeRange bounds, Asker asker)
    {
        var length = Cells((int)offer.Length(shift).TotalMinutes);
        var (first, end) = (Math.Max(Cell.AtOrAfter(shift.Range.Start), Cell.AtOrAfter(bounds.Start)), Cell.Of(shift.Range.End));
        if (first + length > end || (shift.VisitTypes.Count > 0 && !shift.VisitTypes.Contains(offer.Type.Id)))
        {
            return [];
        }

        var (before, after) = (Cells(offer.Type.BufferBefore), Cells(offer.Type.BufferAfter));
        var word = (first - before) >> 6;
        var words = ((end + after - 1) >> 6) - word + 1;
        if (words > MaxWords)
        {
            return [];
        }

        Span<ulong> fits = stackalloc ulong[words];
        CellWords.Fill(fits, word << 6, first, end - length + 1, true);
        Fit(timetable, offer, shift, length, word, fits, asker.Now);
        if (!shift.Access.IsEmpty)
        {
            Restrict(new AccessCheck(timetable, shift, offer, asker), fits, word << 6, length);
        }

        var starts = new List<int>();
        var (step, clock) = (Step(offer, shift, length, before + after), timetable.ClockCells(shift));
        var latest = Cell.Of(bounds.End);
        for (var bit = CellWords.Next(fits, 0, true); bit < words * 64;)
        {
            var stop = CellWords.Next(fits, bit, false);
            var low = Math.Max((word << 6) + bit, starts.Count > 0 ? starts[^1] + step : 0);
            var high = (word << 6) + stop - 1;
            if (low <= high)
            {
                SlotPacking.Add(starts, low, high + length, length, step, clock);
            }

            bit = CellWords.Next(fits, stop, true);
        }

        while (starts.Count > 0 && starts[^1] > latest)
        {
            starts.RemoveAt(starts.Count - 1);
        }

        return starts;
    }

    /// <summary>Clears the starts at which the doctor, every room of the pool or every device of a kind is busy.</summary>
    private static void Fit(Timetable timetable, Offer offer, Shift shift, int length, int word, Span<ulong> fits, DateTime now)
    {
        var (before, after) = (Cells(offer.Type.BufferBefore), Cells(offer.Type.BufferAfter));
        Span<ulong> free = stackalloc ulong[fits.Length];
        Span<ulong> work = stackalloc ulong[fits.Length];
        timetable.Free(ResourceId.Doctor(shift.DoctorId), free, word, now);
        if (offer.Type.DoctorParts.IsWhole)
        {
            CellWords.Erode(free, before + length + after);
            CellWords.And(fits, free, -before);
        }
        else
        {
            foreach (var (from, to) in DoctorCells(offer, length))
            {
                free.CopyTo(work);
                CellWords.Erode(work, to - from);
                CellWords.And(fits, work, from);
            }
        }

        if (shift.Rooms.Count > 0)
        {
            AnyOf(timetable, timetable.Rooms(shift).Select(r => ResourceId.Room(r.Id)), before, length + after, word, fits, now);
        }

        foreach (var kind in offer.Type.Needs)
        {
            AnyOf(timetable, timetable.Facts.Devices[(shift.SiteId, kind)].Select(d => ResourceId.Device(d.Id)), before, length + after, word, fits, now);
        }
    }

    /// <summary>The cells in which the doctor is needed, from the start of the visit, with the buffers that touch them.</summary>
    private static IEnumerable<(int From, int To)> DoctorCells(Offer offer, int length)
    {
        var (before, after) = (Cells(offer.Type.BufferBefore), Cells(offer.Type.BufferAfter));
        foreach (var (from, to) in offer.Type.DoctorParts.Parts.Select(p => (From: Cells(p.From), To: Math.Min(Cells(p.To), length))).Where(p => p.From < p.To))
        {
            yield return (from == 0 ? -before : from, to == length ? length + after : to);
        }
    }

    private static void AnyOf(Timetable timetable, IEnumerable<ResourceId> pool, int before, int rest, int word, Span<ulong> fits, DateTime now)
    {
        Span<ulong> any = stackalloc ulong[fits.Length];
        Span<ulong> free = stackalloc ulong[fits.Length];
        foreach (var resource in pool)
        {
            timetable.Free(resource, free, word, now);
            CellWords.Erode(free, before + rest);
            for (var i = 0; i < any.Length; i++)
            {
                any[i] |= free[i];
            }
        }

        CellWords.And(fits, any, -before);
    }

    private static void Restrict(AccessCheck access, Span<ulong> fits, int origin, int length)
    {
        for (var bit = CellWords.Next(fits, 0, true); bit < fits.Length * 64; bit = CellWords.Next(fits, bit + 1, true))
        {
            if (access.Against(Cell.Start(origin + bit), length) is not null)
            {
                CellWords.Fill(fits, origin, origin + bit, origin + bit + 1, false);
            }
        }
    }

    /// <summary>Cells from one start to the next: the visit with its buffers, or less where an assistant takes over and there are rooms enough.</summary>
    private static int Step(Offer offer, Shift shift, int length, int buffers)
    {
        var kept = length + buffers;
        if (offer.Type.DoctorParts.IsWhole || shift.Rooms.Count < 2)
        {
            return kept;
        }

        var parts = DoctorCells(offer, length).ToList();
        for (var step = 1; step < kept; step++)
        {
            var apart = Enumerable.Range(1, (kept - 1) / step).All(n => !parts.Any(a => parts.Any(b => a.From + (n * step) < b.To && b.From < a.To + (n * step))));
            if (apart && (kept + step - 1) / step <= shift.Rooms.Count)
            {
                return step;
            }
        }

        return kept;
    }

    private static int Cells(int minutes) => (minutes + Cell.Minutes - 1) / Cell.Minutes;
}
