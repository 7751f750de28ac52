using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>Finds the starts at which a visit fits into a shift: bitmaps of everybody it needs, eroded by how long they are needed, laid over each other.</summary>
internal static class StartFinder
{
    /// <summary>Start cells, ascending, packed so that as many visits as possible still fit.</summary>
    internal static List<int> Starts(Timetable timetable, Offer offer, Shift shift, TimeRange bounds, Asker asker)
    {
        var length = offer.Cells(shift);
        var (first, end) = (Math.Max(Cell.AtOrAfter(shift.Range.Start), Cell.AtOrAfter(bounds.Start)), Cell.Of(shift.Range.End));
        if (first + length > end || (shift.VisitTypes.Count > 0 && !shift.VisitTypes.Contains(offer.Type.Id)))
        {
            return [];
        }

        // A night shift of a day that is 25 hours long, with buffers, is seven words.
        var word = (first - offer.Before) >> 6;
        var words = ((end + offer.After - 1) >> 6) - word + 1;
        Span<ulong> fits = stackalloc ulong[words];
        CellWords.Fill(fits, word << 6, first, end - length + 1, true);
        Fit(timetable, offer, shift, length, word, fits, asker.Now);
        if (!shift.Access.IsEmpty)
        {
            Restrict(new AccessCheck(timetable, shift, offer, asker), fits, word << 6, length);
        }

        var starts = new List<int>();
        var (step, clock) = (Step(offer, shift, length), timetable.ClockCells(shift));
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
        Span<ulong> free = stackalloc ulong[fits.Length];
        Span<ulong> work = stackalloc ulong[fits.Length];
        timetable.Free(ResourceId.Doctor(shift.DoctorId), free, word, now);
        foreach (var (from, to) in offer.DoctorCells(length))
        {
            free.CopyTo(work);
            CellWords.Erode(work, to - from);
            CellWords.And(fits, work, from);
        }

        if (shift.Rooms.Count > 0)
        {
            AnyOf(timetable, timetable.Rooms(shift).Select(r => ResourceId.Room(r.Id)), offer.Before, length + offer.After, word, fits, now);
        }

        foreach (var kind in offer.Type.Needs)
        {
            AnyOf(timetable, timetable.Facts.Devices[(shift.SiteId, kind)].Select(d => ResourceId.Device(d.Id)), offer.Before, length + offer.After, word, fits, now);
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
    private static int Step(Offer offer, Shift shift, int length)
    {
        var kept = offer.Before + length + offer.After;
        if (offer.Type.DoctorParts.IsWhole || shift.Rooms.Count < 2)
        {
            return kept;
        }

        var parts = offer.DoctorCells(length).ToList();
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
}
