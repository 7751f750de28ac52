using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Visits and places with the names that people know them by.</summary>
internal static class PlanWords
{
    internal static async Task<IReadOnlyList<PlannedVisit>> Describe(
        ClinicDb db, WhatIf whatIf, IReadOnlyDictionary<BookingId, (PlaceKind Kind, Placement Place)> places, CancellationToken cancel)
    {
        if (whatIf.Hits.Count == 0)
        {
            return [];
        }

        var types = await db.VisitTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var rooms = await db.Rooms.ToDictionaryAsync(r => r.Id, r => r.Name, cancel);
        var doctors = await db.Doctors.ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var cards = whatIf.Hits.Select(h => h.Booking.PatientId).OfType<PatientId>().Distinct().ToList();
        var patients = await db.Patients.Where(p => EF.Parameter(cards).Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var typed = whatIf.Hits.Where(h => h.Booking.PatientId is null).Select(h => h.Booking.ContactId).OfType<Guid>().Distinct().ToList();
        var contacts = await db.Contacts.Where(c => EF.Parameter(typed).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        return [.. whatIf.Hits.Select(h =>
        {
            var booking = h.Booking;
            var site = whatIf.RowsAfter.Sites[booking.SiteId];
            var card = booking.PatientId is { } id ? patients.GetValueOrDefault(id) : null;
            var contact = booking.ContactId is { } key ? contacts.GetValueOrDefault(key) : null;
            return new PlannedVisit(
                booking.Id, booking.Code, booking.Version, booking.Status, h.Reason, booking.DoctorId, doctors[booking.DoctorId], card?.Name ?? contact?.Name, card?.Phone ?? contact?.Phone,
                types[booking.VisitTypeId], site.Local(booking.Start), site.Local(booking.End), Name(booking.RoomId), Proposal(booking.Id));
        })];

        string? Name(RoomId? room) => room is { } id ? rooms.GetValueOrDefault(id) : null;

        PlannedPlace? Proposal(BookingId booking)
        {
            if (!places.TryGetValue(booking, out var found))
            {
                return null;
            }

            var slot = found.Place.Slot;
            var site = whatIf.RowsAfter.Sites[slot.SiteId];
            return new(found.Kind, slot.Id, slot.RoomId, Name(slot.RoomId), doctors[slot.DoctorId], site.Name, site.Local(slot.Range.Start), site.Local(slot.Range.End));
        }
    }
}
