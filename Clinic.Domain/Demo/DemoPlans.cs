using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Demo;

/// <summary>What one doctor offers, and how often it is booked.</summary>
internal sealed record DemoOffer(Offer Offer, int Weight);

/// <summary>A visit to be booked, and whether it will be cancelled.</summary>
internal sealed record DemoPlan(Placement Place, DateOnly Date, DemoField Field, bool Online, bool Cancelled = false);

/// <summary>
/// Chooses the visits of the demo. Every day is filled to the brim first; then only as many visits are kept as the day wants:
/// two thirds of today's time, and the rest of the total over the two weeks before and after, thinning out.
/// </summary>
internal sealed class DemoPlans(DateOnly today, RosterBook rosters, IReadOnlyList<DemoDoctor> doctors, ILookup<DoctorId, DemoOffer> offers, Random random)
{
    private const int Total = 390;
    private const int Days = 14;
    private const double LoadToday = 0.7;
    private const double ThinningOut = 0.82;
    private const int OneInCancelled = 14;
    private readonly HashSet<(ResourceId, int)> busy = [];

    public List<DemoPlan> Choose()
    {
        var plans = doctors.SelectMany(Today).ToList();
        var rest = (Total - plans.Count) / 2.0;
        var weights = Enumerable.Range(1, Days).Select(d => Math.Pow(ThinningOut, d)).ToList();
        for (var day = 1; day <= Days; day++)
        {
            var count = rest * weights[day - 1] / weights.Sum();
            plans.AddRange(Some(today.AddDays(-day), count));
            plans.AddRange(Some(today.AddDays(day), count));
        }

        return plans;
    }

    private IEnumerable<DemoPlan> Today(DemoDoctor doctor)
    {
        var wanted = rosters.Shifts(doctor.Row.Id, today, today).Sum(s => s.Range.Length.TotalMinutes) * LoadToday;
        var kept = 0.0;
        foreach (var plan in Shuffled(Fill(doctor, today)))
        {
            var full = kept >= wanted;
            kept += full ? 0 : plan.Place.Slot.Range.Length.TotalMinutes;
            if (!full || random.Next(OneInCancelled) == 0)
            {
                yield return plan with { Cancelled = full };
            }
        }
    }

    private IEnumerable<DemoPlan> Some(DateOnly date, double count)
    {
        var all = Shuffled([.. doctors.SelectMany(d => Fill(d, date))]);
        return all.Take((int)Math.Round(count)).Select(p => p with { Cancelled = random.Next(OneInCancelled) == 0 });
    }

    /// <summary>Visits one after another through the doctor's shifts, wherever the room is free.</summary>
    private List<DemoPlan> Fill(DemoDoctor doctor, DateOnly date)
    {
        var plans = new List<DemoPlan>();
        foreach (var shift in rosters.Shifts(doctor.Row.Id, date, date))
        {
            for (var start = shift.Range.Start; start < shift.Range.End;)
            {
                var offer = Pick(doctor.Row.Id);
                var place = Place(offer, shift, start.AddMinutes(offer.Type.BufferBefore));
                if (place.Slot.Range.End > shift.Range.End || !Claim(place))
                {
                    start = start.AddMinutes(Cell.Minutes);
                    continue;
                }

                plans.Add(new(place, date, doctor.Field, offer.Online));
                start = place.Kept.End;
            }
        }

        return plans;
    }

    private static Placement Place(Offer offer, Shift shift, DateTime start) => new(
        new(offer.DoctorId, offer.Type.Id, shift.SiteId, shift.RoomId, new(start, start + offer.Length(shift)), offer.Price),
        offer.Type.BufferBefore, offer.Type.BufferAfter);

    private bool Claim(Placement place)
    {
        var cells = OccupancyClaims.Rows(place, Guid.Empty, null, null).ConvertAll(o => (o.ResourceId, o.Cell));
        var free = !cells.Exists(busy.Contains);
        if (free)
        {
            busy.UnionWith(cells);
        }

        return free;
    }

    private Offer Pick(DoctorId doctor)
    {
        var number = random.Next(offers[doctor].Sum(o => o.Weight));
        return offers[doctor].First(o => (number -= o.Weight) < 0).Offer;
    }

    private DemoPlan[] Shuffled(List<DemoPlan> plans)
    {
        var shuffled = plans.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }
}
