using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The picture in which several bookings look for places: free time of the doctors wanted and when the patients are busy.</summary>
internal sealed record MassPlaces(Timetable Timetable, PlanTimes Times, PatientTimes Patients)
{
    internal static async Task<MassPlaces> Load(
        ClinicDb db, IReadOnlyCollection<Booking> bookings, IReadOnlyCollection<SlotId> wanted, Actor actor, DateTime now, CancellationToken cancel)
    {
        var window = new TimeRange(wanted.Min(s => s.Start).AddDays(-1), wanted.Max(s => s.Start).AddDays(2));
        var doctors = wanted.Select(s => s.DoctorId).Distinct().ToList();
        var timetable = await Timetable.Load(db, db.Doctors.Where(d => EF.Parameter(doctors).Contains(d.Id)), window, now, cancel);
        return new(timetable, new(timetable, new(actor.Channel, now)), await PatientTimes.Load(db, bookings, window, cancel));
    }

    /// <summary>
    /// Finds each booking a place near the wanted one, in turn; who can have the very time has it before others look around. All have left their
    /// places by then.
    /// </summary>
    /// <param name="wishes">The bookings and where they are wanted.</param>
    /// <param name="around">Where a place may be looked for instead; null for the wanted time alone.</param>
    internal Dictionary<BookingId, Result<Placement>> Find(IReadOnlyList<(Booking Booking, SlotId To)> wishes, TimeRange? around)
    {
        foreach (var (booking, _) in wishes)
        {
            Times.Leave(booking);
            Patients.Leave(booking, booking.Range);
        }

        var found = wishes.ToDictionary(w => w.Booking.Id, w => Try(w.Booking, w.To));
        if (around is { } bounds)
        {
            foreach (var (booking, to) in wishes.Where(w => !found[w.Booking.Id].Ok))
            {
                var near = Times.Starts(to.DoctorId, to.VisitTypeId, bounds).OrderBy(s => (s.Range.Start - to.Start).Duration()).Select(s => Try(booking, s.Id)).FirstOrDefault(p => p.Ok);
                found[booking.Id] = near.Ok ? near : found[booking.Id];
            }
        }

        return found;
    }

    private Result<Placement> Try(Booking booking, SlotId to)
    {
        var placed = Times.Place(to, null);
        if (!placed.Ok)
        {
            return placed;
        }

        if (Times.Seats(placed.Value) == 0)
        {
            return new Problems.Problem(Problems.ProblemCodes.SlotTaken);
        }

        if (!Patients.IsFree(booking, placed.Value.Slot.Range))
        {
            return new Problems.Problem(Problems.ProblemCodes.PatientOverlap);
        }

        Times.Occupy(placed.Value);
        Patients.Take(booking, placed.Value.Slot.Range);
        return placed;
    }
}
