using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The visits of a day as they stood at a moment, and the whole seconds after which something of the day was other than before.</summary>
internal sealed record PastVisits(IReadOnlyList<BookedVisit> Visits, IReadOnlyList<DateTime> Changes)
{
    /// <summary>Nothing lasts longer.</summary>
    private static readonly TimeSpan LongestVisit = TimeSpan.FromDays(1);

    internal static async Task<PastVisits> Read(ClinicDb db, SiteId site, TimeRange day, DateTime moment, CancellationToken cancel)
    {
        var (ids, told) = await Candidates(db, site, day, moment, cancel);
        var states = await States(db, ids, moment, cancel);
        var rows = await (
            from booking in db.Bookings
            join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            join note in db.BookingNotes on booking.Id equals note.BookingId into notes
            from note in notes.DefaultIfEmpty()
            where EF.Parameter(ids).Contains(booking.Id)
            select new { booking, contact, Note = note.Text }).ToListAsync(cancel);
        var ours = rows.Where(r => r.booking.SiteId == site || states.GetValueOrDefault(r.booking.Id)?.Site == site.Value).Select(r => r.booking.Id).ToHashSet();
        var then = rows.FindAll(r => states.TryGetValue(r.booking.Id, out var state) && !state.Status.IsCancelled() && state.Range.Overlaps(day));
        then.ForEach(r => states[r.booking.Id].PutBack(r.booking, moment));
        var here = then.Where(r => r.booking.SiteId == site).OrderBy(r => r.booking.Start).ThenBy(r => r.booking.Id.Value).ToList();
        var cards = here.Select(r => r.booking.PatientId).OfType<PatientId>().Distinct().ToList();
        var patients = await db.Patients.Where(p => EF.Parameter(cards).Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var doctors = await db.Doctors.ToDictionaryAsync(d => d.Id, cancel);
        var types = await db.VisitTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        return new(
            [.. here.Select(r => new BookedVisit(
                r.booking, doctors[r.booking.DoctorId], types[r.booking.VisitTypeId], r.booking.PatientId is { } card ? patients.GetValueOrDefault(card) : null, r.contact, r.Note))],
            [.. told.Where(t => ours.Contains(t.Id)).Select(t => Ceiling(t.At)).Distinct()]);
    }

    /// <summary>
    /// Every booking that may have stood on the day. One that did is there still, or its next entry tells that it left: that entry begins on the day
    /// unless the visit went to an earlier one, and then it is wide and was written after the moment.
    /// </summary>
    private static async Task<(List<BookingId> Ids, List<(BookingId Id, DateTime At)> Told)> Candidates(ClinicDb db, SiteId site, TimeRange day, DateTime moment, CancellationToken cancel)
    {
        var early = day.Start - LongestVisit;
        var near = await db.Audit
            .Where(a => a.From >= early && a.From < day.End && a.To > day.Start && a.Entity == nameof(Booking))
            .Select(a => new { a.EntityId, a.At }).ToListAsync(cancel);
        var below = await AuditPlaces.Below(db, moment, cancel);
        var wide = await db.Audit
            .Where(a => a.Id > below && a.From < early && a.To > day.Start && a.Entity == nameof(Booking))
            .Select(a => new { a.EntityId, a.At }).ToListAsync(cancel);
        var present = await db.Bookings
            .Where(b => b.SiteId == site && b.Start > early && b.Start < day.End && b.End > day.Start)
            .Select(b => b.Id).ToListAsync(cancel);
        var told = near.Concat(wide).Where(a => BookingId.TryParse(a.EntityId, null, out _)).Select(a => (new BookingId(Guid.ParseExact(a.EntityId, "N")), a.At)).ToList();
        return ([.. present.Concat(told.Select(t => t.Item1)).Distinct()], told);
    }

    private static async Task<Dictionary<BookingId, BookingState>> States(ClinicDb db, List<BookingId> ids, DateTime moment, CancellationToken cancel)
    {
        var names = ids.ConvertAll(i => i.ToString());
        var entries = await db.Audit
            .Where(a => a.Entity == nameof(Booking) && EF.Parameter(names).Contains(a.EntityId) && a.At <= moment && a.After != null)
            .Select(a => new { a.Id, a.EntityId, a.After }).ToListAsync(cancel);
        var states = new Dictionary<BookingId, BookingState>();
        foreach (var last in entries.GroupBy(e => e.EntityId).Select(g => g.MaxBy(e => e.Id)!))
        {
            if (BookingId.TryParse(last.EntityId, null, out var id) && BookingState.Parse(last.After) is { } state)
            {
                states[id] = state;
            }
        }

        return states;
    }

    private static DateTime Ceiling(DateTime at) => at.Ticks % TimeSpan.TicksPerSecond is var over and > 0 ? at.AddTicks(TimeSpan.TicksPerSecond - over) : at;
}
