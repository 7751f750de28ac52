using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability;

/// <summary>The reasons against a visit of one offer beginning at a cell.</summary>
internal sealed class WhyNot(Timetable timetable, Offer offer, Asker asker)
{
    private readonly ClinicFacts facts = timetable.Facts;
    private readonly Dictionary<(DateOnly, SiteId?), IReadOnlyList<Reason>> days = [];

    /// <summary>The site whose clock counts where the doctor does not work.</summary>
    internal SiteId? Site { get; } = timetable.Facts.SiteOf(offer.DoctorId);

    internal IReadOnlyList<Reason> At(int cell)
    {
        var start = Cell.Start(cell);
        var shift = timetable.Shifts(offer.DoctorId, new TimeRange(start, start.AddMinutes(Cell.Minutes))).FirstOrDefault(s => s.Range.Start <= start && start < s.Range.End);
        return [.. Clock(start), .. shift is null ? NoShift(start) : InShift(shift, cell)];
    }

    private IEnumerable<Reason> Clock(DateTime start)
    {
        if (start <= asker.Now && !(asker.Staff && Date(start) == Date(asker.Now)))
        {
            yield return new(ProblemCodes.Past);
        }

        if (asker.Staff)
        {
            yield break;
        }

        if (!offer.Online)
        {
            yield return new(ProblemCodes.NotBookableOnline);
        }

        var open = facts.OpenToStrangers(asker.Now);
        if (start > asker.Now && start < open.Start)
        {
            yield return new(ProblemCodes.LeadTime);
        }

        if (start > open.End)
        {
            yield return new(ProblemCodes.Horizon);
        }
    }

    private IEnumerable<Reason> InShift(Shift shift, int cell)
    {
        var (start, length) = (Cell.Start(cell), offer.Cells(shift));
        if (shift.VisitTypes.Count > 0 && !shift.VisitTypes.Contains(offer.Type.Id))
        {
            yield return new(ProblemCodes.TypeNotOffered);
        }

        if (Cell.Start(cell + length) > shift.Range.End)
        {
            yield return new(ProblemCodes.TooShort) { MinutesLeft = (int)(shift.Range.End - start).TotalMinutes };
        }

        foreach (var fault in new AccessCheck(timetable, shift, offer, asker).All(start, length))
        {
            yield return new(fault.Code) { Rule = fault.Rule, Used = fault.Used, Of = fault.Of, Until = fault.OpensAt };
        }

        foreach (var reason in Busy(shift, cell, length))
        {
            yield return reason;
        }
    }

    private IEnumerable<Reason> Busy(Shift shift, int cell, int length)
    {
        // A group in which nobody is left but expired holds is none.
        if (offer.Type.Capacity > 1 && timetable.Taken(GroupVisit.Seats(offer.DoctorId, offer.Type.Id, cell), cell, asker.Now) is > 0 and var seated)
        {
            if (seated >= offer.Type.Capacity)
            {
                yield return new(ProblemCodes.Taken);
            }

            yield break;
        }

        var (from, to) = (cell - offer.Before, cell + length + offer.After);
        if (DoctorBusy(cell, length) is { } doctor)
        {
            yield return doctor;
        }

        if (shift.Rooms.Count > 0 && timetable.Rooms(shift).All(r => Elsewhere(ResourceId.Room(r.Id), from, to)))
        {
            yield return new(ProblemCodes.RoomBusy) { Outage = timetable.Rooms(shift).Select(r => timetable.Outage(ResourceId.Room(r.Id), from, to)).FirstOrDefault(o => o is not null) };
        }

        foreach (var kind in offer.Type.Needs)
        {
            var devices = facts.Devices[(shift.SiteId, kind)].Select(d => ResourceId.Device(d.Id)).ToList();
            if (devices.TrueForAll(d => Elsewhere(d, from, to)))
            {
                yield return new(ProblemCodes.DeviceBusy) { Device = kind, Outage = devices.Select(d => timetable.Outage(d, from, to)).FirstOrDefault(o => o is not null) };
            }
        }
    }

    /// <summary>Whether somebody else keeps the room or device: a visit of the same doctor that keeps it is named as the doctor's.</summary>
    private bool Elsewhere(ResourceId resource, int from, int to)
    {
        var doctor = timetable.Cells(ResourceId.Doctor(offer.DoctorId));
        return Enumerable.Range(from, to - from).Any(c => timetable.IsBusy(resource, c, c + 1, asker.Now) && doctor?.Any(c, c + 1, asker.Now) != true);
    }

    /// <summary>Who is there at the very cell comes before who comes too soon after it.</summary>
    private Reason? DoctorBusy(int cell, int length)
    {
        if (timetable.Cells(ResourceId.Doctor(offer.DoctorId)) is not { } doctor)
        {
            return null;
        }

        foreach (var (from, to) in offer.DoctorCells(length))
        {
            for (var at = cell + from; at < cell + to; at++)
            {
                if (!doctor.Any(at, at + 1, asker.Now))
                {
                    continue;
                }

                var (count, until) = doctor.At(at, asker.Now);
                return at > cell ? new(ProblemCodes.TooShort) { MinutesLeft = (at - cell) * Cell.Minutes }
                    : count == 1 && until is { } expiry ? new(ProblemCodes.Held) { Until = expiry }
                    : new(ProblemCodes.Taken);
            }
        }

        return null;
    }

    /// <summary>Every absence and closure in the way, and the lines that do not reach here; each must go before the time is free.</summary>
    private IReadOnlyList<Reason> NoShift(DateTime start)
    {
        // A night shift belongs to the date it begins on.
        var date = Date(start);
        var planned = new[] { date.AddDays(-1), date }
            .SelectMany(d => facts.Rosters.Planned(offer.DoctorId, d))
            .FirstOrDefault(s => s.Range.Start <= start && start < s.Range.End);
        if (!days.TryGetValue((planned?.Date ?? date, planned?.SiteId), out var reasons))
        {
            days[(planned?.Date ?? date, planned?.SiteId)] = reasons = [.. Day(planned?.Date ?? date, planned)];
        }

        return reasons;
    }

    private IEnumerable<Reason> Day(DateOnly date, Shift? planned)
    {
        var rosters = facts.Rosters;
        foreach (var absence in rosters.Absences(offer.DoctorId, date))
        {
            yield return new(ProblemCodes.Absent) { Absence = absence };
        }

        var lines = rosters.Lines(offer.DoctorId);
        var sites = planned is null ? lines.Select(l => l.SiteId).Distinct() : [planned.SiteId];
        foreach (var closure in sites.SelectMany(s => rosters.Closures(s, date)))
        {
            yield return new(ProblemCodes.ClosedDay) { Closure = closure };
        }

        if (planned is not null)
        {
            yield break;
        }

        var exceptions = rosters.Exceptions(offer.DoctorId, date);
        foreach (var exception in exceptions)
        {
            yield return new(exception.Hours == WorkHours.None && exception.Reason != DayReason.DayOff ? ProblemCodes.Absent : ProblemCodes.OutsideRoster) { Exception = exception };
        }

        if (exceptions.Count == 0)
        {
            foreach (var line in lines.Where(l => l.ValidFrom <= date && (l.ValidTo is null || l.ValidTo >= date)).DefaultIfEmpty())
            {
                yield return new(ProblemCodes.OutsideRoster) { Line = line };
            }
        }
    }

    private DateOnly Date(DateTime instant) => DateOnly.FromDateTime(Site is { } site ? TimeZoneInfo.ConvertTimeFromUtc(instant, facts.Rosters.Zone(site)) : instant);
}
