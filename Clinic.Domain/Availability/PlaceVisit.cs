using Clinic.Domain.Bookings;
using Clinic.Domain.Devices;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>Decides where a visit would stand by roster and rules, regardless of who else is there; of a pool it chooses who is free.</summary>
public static class PlaceVisit
{
    /// <param name="timetable">Must cover the slot's day.</param>
    /// <param name="id">Doctor, visit type and start.</param>
    /// <param name="asker">Who asks; with an override neither rosters nor rules bind.</param>
    public static Result<Placement> Place(this Timetable timetable, SlotId id, Asker asker) => timetable.Place(id, asker, null);

    /// <summary>The same; of what is free, that is preferred which no visit on its way has chosen.</summary>
    internal static Result<Placement> Place(this Timetable timetable, SlotId id, Asker asker, ComingVisits? coming)
    {
        if (!timetable.Facts.Doctors.ContainsKey(id.DoctorId))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        if (timetable.Facts.Offers[id.DoctorId].FirstOrDefault(o => o.Type.Id == id.VisitTypeId) is not { } offer)
        {
            return new Problem(timetable.Facts.Offers.Any(o => o.Any(p => p.Type.Id == id.VisitTypeId)) ? ProblemCodes.TypeNotOffered : ProblemCodes.UnknownVisitType);
        }

        if (RuleAgainst(timetable.Facts, offer, id.Start, asker) is { } rule)
        {
            return new Problem(rule);
        }

        var shift = timetable.Shifts(id.DoctorId, new TimeRange(id.Start, id.Start.AddMinutes(Cell.Minutes))).FirstOrDefault(s => s.Range.Start <= id.Start && id.Start < s.Range.End);
        if (shift is null)
        {
            return asker.Override && Beside(timetable, id) is { } near ? In(timetable, offer, near, id, asker, coming) : new Problem(timetable.Facts.WhyNoShift(id));
        }

        return asker.Override || ShiftAgainst(timetable, offer, shift, id.Start, asker) is not { } fault ? In(timetable, offer, shift, id, asker, coming) : new Problem(fault);
    }

    private static string? RuleAgainst(ClinicFacts facts, Offer offer, DateTime start, Asker asker) =>
        asker.Staff ? (facts.Sites.Values.All(s => s.LocalDate(start) < s.LocalDate(asker.Now)) ? ProblemCodes.Past : null)
        : !offer.Online ? ProblemCodes.NotBookableOnline
        : start <= asker.Now ? ProblemCodes.Past
        : start < facts.OpenToStrangers(asker.Now).Start ? ProblemCodes.LeadTime
        : start > facts.OpenToStrangers(asker.Now).End ? ProblemCodes.Horizon
        : null;

    private static string? ShiftAgainst(Timetable timetable, Offer offer, Shift shift, DateTime start, Asker asker)
    {
        var length = offer.Length(shift);
        return shift.VisitTypes.Count > 0 && !shift.VisitTypes.Contains(offer.Type.Id) ? ProblemCodes.TypeNotOffered
            : start + length > shift.Range.End ? ProblemCodes.TooShort
            : new AccessCheck(timetable, shift, offer, asker).Against(start, offer.Cells(shift))?.Code;
    }

    private static Result<Placement> In(Timetable timetable, Offer offer, Shift shift, SlotId id, Asker asker, ComingVisits? coming)
    {
        var length = offer.Length(shift);
        var bare = new Placement(
            new(id.DoctorId, id.VisitTypeId, shift.SiteId, null, new(id.Start, id.Start + length), offer.Price), offer.Type.BufferBefore, offer.Type.BufferAfter)
        {
            DoctorParts = offer.Type.DoctorParts,
            GroupSize = offer.Type.Capacity,
            RosterVersion = asker.Override ? null : timetable.Facts.Sites[shift.SiteId].RosterVersion,
            Quotas = asker.Override ? [] : new AccessCheck(timetable, shift, offer, asker).Claims(id.Start, offer.Cells(shift)),
        };
        var (from, to) = Cell.Span(bare.Kept);
        var room = Pick(timetable.Rooms(shift), r => ResourceId.Room(r.Id), timetable, from, to, asker, coming);
        if (room is null && shift.Rooms.Count > 0)
        {
            return new Problem(ProblemCodes.RoomBusy);
        }

        var devices = new List<Device>();
        foreach (var kind in offer.Type.Needs)
        {
            if (Pick(timetable.Facts.Devices[(shift.SiteId, kind)], d => ResourceId.Device(d.Id), timetable, from, to, asker, coming) is not { } device)
            {
                return new Problem(ProblemCodes.DeviceBusy);
            }

            devices.Add(device);
        }

        return bare with
        {
            Slot = bare.Slot with { RoomId = room?.Id },
            RoomCapacity = room?.Capacity ?? 1,
            Devices = [.. devices.Select(d => (d.Id, d.Capacity))],
        };
    }

    /// <summary>
    /// The first that is free; else one that a visit on its way has chosen; else the first that is not out of order: the storage will say who is in the way.
    /// </summary>
    private static T? Pick<T>(IEnumerable<T> pool, Func<T, ResourceId> resource, Timetable timetable, int from, int to, Asker asker, ComingVisits? coming)
        where T : class
    {
        T? wanted = null;
        T? usual = null;
        foreach (var one in pool)
        {
            if (IsFree(timetable, resource(one), from, to, asker))
            {
                if (coming?.Any(resource(one), from, to) != true)
                {
                    return one;
                }

                wanted ??= one;
            }

            usual ??= timetable.Outage(resource(one), from, to) is null ? one : null;
        }

        return wanted ?? usual;
    }

    private static bool IsFree(Timetable timetable, ResourceId resource, int from, int to, Asker asker)
    {
        if (asker.Moving is not { } own || !Timetable.Stretches(own).Any(s => s.Resource == resource))
        {
            return !timetable.IsBusy(resource, from, to, asker.Now);
        }

        var (first, end) = Cell.Span(own.Kept);
        return !timetable.IsBusy(resource, from, Math.Max(from, Math.Min(to, first)), asker.Now) && !timetable.IsBusy(resource, Math.Min(to, Math.Max(from, end)), to, asker.Now)
            && timetable.Outage(resource, from, to) is null;
    }

    /// <summary>Outside the roster an override stands where the doctor works nearest to that time.</summary>
    private static Shift? Beside(Timetable timetable, SlotId id) => timetable
        .Shifts(id.DoctorId, new TimeRange(id.Start.AddDays(-1), id.Start.AddDays(1)))
        .OrderBy(s => (s.Range.Start - id.Start).Duration()).FirstOrDefault();

    /// <summary>The date is asked for by the clock of each site; a reason beats "outside the roster".</summary>
    private static string WhyNoShift(this ClinicFacts facts, SlotId id) => facts.Sites.Values
        .Select(site => facts.Rosters.WhyNot(id.DoctorId, site.LocalDate(id.Start)))
        .FirstOrDefault(why => why != NoShift.OutsideRoster) switch
    {
        NoShift.Absent => ProblemCodes.Absent,
        NoShift.ClosedDay => ProblemCodes.ClosedDay,
        _ => ProblemCodes.OutsideRoster,
    };
}
