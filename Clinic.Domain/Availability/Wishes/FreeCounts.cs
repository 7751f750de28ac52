namespace Clinic.Domain.Availability.Wishes;

/// <summary>How many free times would do, and the first of them.</summary>
public sealed record FreeCount(int Count, Slot? First);

/// <summary>Counts the free times of many wishes: each doctor's times of a visit are computed once, however many wait for them.</summary>
internal sealed class FreeCounts(Timetable timetable, Asker asker)
{
    private readonly Dictionary<(DoctorId, VisitTypeId), List<(Slot Slot, DateTime Local)>> known = [];

    internal FreeCount Of(Wish wish)
    {
        var (count, first) = (0, (Slot?)null);
        foreach (var offer in WishSearch.Wanted(timetable.Facts, wish))
        {
            foreach (var (slot, local) in Free(offer))
            {
                if (WishSearch.Fits(wish, slot, local))
                {
                    count++;
                    first = first is null || slot.Range.Start < first.Range.Start ? slot : first;
                }
            }
        }

        return new(count, first);
    }

    private List<(Slot Slot, DateTime Local)> Free(Offer offer)
    {
        if (!known.TryGetValue((offer.DoctorId, offer.Type.Id), out var slots))
        {
            var now = new TimeRange(asker.Now, timetable.Window.End);
            slots = [.. timetable.Slots(offer, now, asker).Select(s => (s, TimeZoneInfo.ConvertTimeFromUtc(s.Range.Start, timetable.Facts.Rosters.Zone(s.SiteId))))];
            known.Add((offer.DoctorId, offer.Type.Id), slots);
        }

        return slots;
    }
}
