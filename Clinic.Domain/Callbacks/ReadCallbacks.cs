using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Reads who asked to be called, the latest first.</summary>
public sealed class ReadCallbacks(IDbContextFactory<ClinicDb> factory, TimetableCache timetables)
{
    /// <summary>Of each kind, the latest.</summary>
    public const int Limit = 500;

    /// <summary>Answers the requests, or <c>forbidden</c>.</summary>
    /// <param name="open">Those nobody has dealt with; else those dealt with.</param>
    /// <param name="only">This request alone; null for all.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<CallbackPicture>> Run(bool open, Guid? only, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var wanted = (only is null && open ? db.Callbacks.Where(CallsOwed.In(db)) : db.Callbacks)
            .Where(c => only == null || c.Id == only)
            .Where(c => only != null || (c.Status == RequestStatus.Waiting || c.Status == RequestStatus.Claimed) == open);
        var rows = await (
            from callback in wanted.OrderByDescending(c => c.ClosedAt ?? c.CreatedAt).ThenBy(c => c.Id).Take(Limit)
            join contact in db.Contacts on callback.ContactId equals contact.Id
            join about in db.Bookings on callback.AboutBookingId equals about.Id into abouts
            from about in abouts.DefaultIfEmpty()
            join card in db.Patients on about.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            select new { callback, contact, about, card }).ToListAsync(cancel);
        var names = await db.Staff(rows.Select(r => r.callback.ClaimedBy), cancel);
        return new CallbackPicture(
            [.. rows.OrderByDescending(r => r.callback.ClosedAt ?? r.callback.CreatedAt).Select(r => Line(r.callback, r.contact, r.card) with
            {
                About = r.about,
                ClaimedBy = r.callback.ClaimedBy is { } by ? names.GetValueOrDefault(by, by) : null,
            })],
            (await timetables.Current(cancel)).Facts);
    }

    /// <summary>A contact without a phone stands for the card of the visit's patient.</summary>
    private static Caller Line(Callback callback, Contact contact, Patient? card) => contact.Phone.Length == 0 && card is not null
        ? new(callback, Wish.About(callback), card.Name, card.Phone, card.BirthDate, card.Email)
        : new(callback, Wish.About(callback), contact.Name, contact.Phone, contact.BirthDate, contact.Email);
}

/// <summary>The requests, and by what names are told.</summary>
public sealed record CallbackPicture(IReadOnlyList<Caller> Lines, ClinicFacts Facts);

/// <summary>Somebody who asked to be called; personal data, for staff only.</summary>
/// <param name="Callback">The request.</param>
/// <param name="Wish">What it is about, as the search understands it.</param>
/// <param name="Name">As typed; the family name may be missing.</param>
/// <param name="Phone">E.164.</param>
/// <param name="BirthDate">As typed.</param>
/// <param name="Email">As typed.</param>
public sealed record Caller(Callback Callback, Wish Wish, PersonName Name, string Phone, DateOnly? BirthDate, string? Email)
{
    /// <summary>The visit that the call is about; null where somebody just asked to be called.</summary>
    public Booking? About { get; init; }

    /// <summary>Who deals with it, as colleagues call them; null for nobody.</summary>
    public string? ClaimedBy { get; init; }
}
