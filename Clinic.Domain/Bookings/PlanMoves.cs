using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Where several bookings are wanted.</summary>
/// <param name="Bookings">The bookings.</param>
/// <param name="Doctor">The doctor; null for each one's own.</param>
/// <param name="Date">The local date; null for each one's own.</param>
/// <param name="Nearest">Whoever cannot keep the time takes the nearest that is free on the day.</param>
public sealed record MassWish(IReadOnlyList<BookingId> Bookings, DoctorId? Doctor, DateOnly? Date, bool Nearest);

/// <summary>Where one of the bookings would go.</summary>
/// <param name="To">The new place; null where there is none.</param>
/// <param name="ToDoctor">Whose it is.</param>
/// <param name="Reason">Why there is none, a code of <see cref="ProblemCodes"/>.</param>
public sealed record MassLine(
    BookingId Booking, int Version, PersonName? Patient, string? Phone, LocalText VisitType, PersonName Doctor, TimeRange Range, Site Site, Availability.Slot? To, PersonName? ToDoctor, string? Reason)
{
    /// <summary>The move as planned.</summary>
    public WantedMove? Move => To is { } slot ? new(Booking, Version, slot.Id, slot.RoomId) : null;
}

/// <summary>What a mass move would do; nothing has moved yet.</summary>
/// <param name="Lines">By start; personal data, for staff only.</param>
/// <param name="Doctors">Who offers any of the visits.</param>
public sealed record MassPlan(IReadOnlyList<MassLine> Lines, IReadOnlyList<(DoctorId Id, PersonName Name)> Doctors);

/// <summary>Finds several bookings new places at once, each place used once. Changes nothing; <see cref="MoveMany"/> does.</summary>
public sealed class PlanMoves(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public async Task<Result<MassPlan>> Run(MassWish wish, Actor actor, CancellationToken cancel)
    {
        if (!actor.Channel.IsStaff || !actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var ids = wish.Bookings.Distinct().ToList();
        if (ids.Count is 0 or > MoveMany.Most)
        {
            return Problem.Field("/visits", ProblemCodes.OutOfRange);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var visits = await Visits(db, ids, cancel);
        var sites = await db.Sites.ToDictionaryAsync(s => s.Id, cancel);
        var types = visits.Select(v => v.Booking.VisitTypeId).Distinct().ToList();
        var doctors = await db.Doctors.Where(d => d.Active && db.DoctorVisitTypes.Any(o => o.DoctorId == d.Id && EF.Parameter(types).Contains(o.VisitTypeId))).ToListAsync(cancel);
        var names = doctors.Concat(visits.Select(v => v.Doctor)).DistinctBy(d => d.Id).ToDictionary(d => d.Id, d => d.Name);
        var places = await Places(db, wish, [.. visits.Select(v => v.Booking).Where(b => b.Status.IsOpen())], sites, actor, now, cancel);
        return new MassPlan(
            [.. visits.Select(v => Line(v, sites[v.Booking.SiteId], names, places))],
            [.. doctors.Select(d => (d.Id, d.Name)).OrderBy(d => d.Name.Full, StringComparer.Ordinal)]);
    }

    private static async Task<Dictionary<BookingId, Result<Availability.Placement>>> Places(
        ClinicDb db, MassWish wish, List<Booking> bookings, Dictionary<SiteId, Site> sites, Actor actor, DateTime now, CancellationToken cancel)
    {
        var found = new Dictionary<BookingId, Result<Availability.Placement>>();
        for (var wishes = bookings.ConvertAll(b => (Booking: b, To: To(b, wish, sites[b.SiteId]))); wishes.Count > 0;)
        {
            var picture = await MassPlaces.Load(db, bookings, wishes.ConvertAll(w => w.To), actor, now, cancel);

            // Each day looks around in itself.
            foreach (var day in wishes.GroupBy(w => WallClock.Day(sites[w.Booking.SiteId].Zone, sites[w.Booking.SiteId].LocalDate(w.To.Start))))
            {
                foreach (var (id, place) in picture.Find([.. day], wish.Nearest ? day.Key : null))
                {
                    found[id] = place;
                }
            }

            // Whoever finds none stays, and nobody can have the place.
            if (wishes.RemoveAll(w => !found[w.Booking.Id].Ok) == 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The same time by the clock of the site, on the day and with the doctor wanted.</summary>
    private static Availability.SlotId To(Booking booking, MassWish wish, Site site)
    {
        var local = site.Local(booking.Start);
        var start = wish.Date is { } date ? WallClock.Instant(site.Zone, date, TimeOnly.FromDateTime(local.DateTime)) : booking.Start;
        return Availability.SlotId.Of(wish.Doctor ?? booking.DoctorId, booking.VisitTypeId, start);
    }

    private static MassLine Line(
        BookedVisit visit, Site site, Dictionary<DoctorId, PersonName> names, Dictionary<BookingId, Result<Availability.Placement>> places)
    {
        var booking = visit.Booking;
        Result<Availability.Placement> place = places.TryGetValue(booking.Id, out var found) ? found
            : new Problem(booking.Status.IsCancelled() ? ProblemCodes.AlreadyCancelled : ProblemCodes.WrongStatus);
        return new(
            booking.Id, booking.Version, visit.Card?.Name ?? visit.Contact?.Name, visit.Card?.Phone ?? visit.Contact?.Phone, visit.VisitType, visit.Doctor.Name, booking.Range, site,
            place.Value?.Slot, place.Value is { } to ? names.GetValueOrDefault(to.Slot.DoctorId) : null, place.Problem?.Code);
    }

    private static Task<List<BookedVisit>> Visits(ClinicDb db, List<BookingId> ids, CancellationToken cancel) => (
        from booking in db.Bookings
        join doctor in db.Doctors on booking.DoctorId equals doctor.Id
        join type in db.VisitTypes on booking.VisitTypeId equals type.Id
        join card in db.Patients on booking.PatientId equals card.Id into cards
        from card in cards.DefaultIfEmpty()
        join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        where EF.Parameter(ids).Contains(booking.Id)
        orderby booking.Start, booking.Id
        select new BookedVisit(booking, doctor, type.Name, card, contact, null)).ToListAsync(cancel);
}
