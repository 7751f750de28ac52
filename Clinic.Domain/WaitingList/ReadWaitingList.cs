using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>Reads the waiting list: who waits for what since when, and how many free times would do now.</summary>
public sealed class ReadWaitingList(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <summary>Of what is dealt with, the latest.</summary>
    public const int Limit = 500;

    private const int Farthest = 184;

    /// <summary>Answers the entries, those who wait longest first; of those dealt with, the latest first. Or <c>forbidden</c>.</summary>
    /// <param name="open">Those who wait; else those dealt with.</param>
    /// <param name="only">This entry alone; null for all.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<WaitingPicture>> Run(bool open, Guid? only, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var entries = db.WaitingEntries.Where(w => only == null || w.Id == only)
            .Where(w => only != null || (w.Status == RequestStatus.Waiting || w.Status == RequestStatus.Claimed) == open);
        var ordered = open ? entries.OrderBy(w => w.CreatedAt).ThenBy(w => w.Id) : entries.OrderByDescending(w => w.ClosedAt).ThenBy(w => w.Id);
        var rows = await (
            from entry in ordered.Take(Limit)
            join card in db.Patients on entry.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join contact in db.Contacts on entry.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            select new { entry, card, contact }).ToListAsync(cancel);
        var names = await db.Staff([.. rows.Select(r => r.entry.CreatedBy), .. rows.Select(r => r.entry.ClaimedBy)], cancel);
        var asker = new Asker(actor.Channel, clock.GetUtcNow().UtcDateTime);
        var facts = (await timetables.Current(cancel)).Facts;
        var counts = new FreeCounts(await timetables.For(Window(facts, asker.Now, rows.Select(r => r.entry)), cancel), asker);
        return new WaitingPicture(
            [.. (open ? rows.OrderBy(r => r.entry.CreatedAt) : rows.OrderByDescending(r => r.entry.ClosedAt)).Select(r =>
            {
                var wish = Wish.Of(r.entry);
                return new WaitingPatient(r.entry, wish, r.card is null ? null : Person.Of(r.card), r.card?.Name ?? r.contact?.Name, r.card?.Phone ?? r.contact?.Phone, new(() => open ? counts.Of(wish) : new(0, null)))
                {
                    BirthDate = r.contact?.BirthDate,
                    Email = r.contact?.Email,
                    CreatedBy = names.GetValueOrDefault(r.entry.CreatedBy, r.entry.CreatedBy),
                    ClaimedBy = r.entry.ClaimedBy is { } by ? names.GetValueOrDefault(by, by) : null,
                };
            })],
            facts,
            facts.Sites.Values.MinBy(s => s.Id.Value)?.LocalDate(asker.Now) ?? DateOnly.FromDateTime(asker.Now));
    }

    private static TimeRange Window(ClinicFacts facts, DateTime now, IEnumerable<WaitingEntry> entries)
    {
        var last = entries.Select(e => e.ToDate).DefaultIfEmpty().Max().ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(2);
        var (soonest, farthest) = (now.AddDays(facts.Profile.HorizonDays), now.AddDays(Farthest));
        return new(now, last < soonest ? soonest : last > farthest ? farthest : last);
    }
}

/// <summary>The list, and by what names are told.</summary>
public sealed record WaitingPicture(IReadOnlyList<WaitingPatient> Lines, ClinicFacts Facts, DateOnly Today);

/// <summary>Somebody who waits; personal data, for staff only.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Wish">What it wishes for.</param>
/// <param name="Card">The card; null while only a contact is known.</param>
/// <param name="Name">Of the card, else as typed.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Count">How many times would do now, and the first: counted where it is shown, for that is most of the work.</param>
public sealed record WaitingPatient(WaitingEntry Entry, Wish Wish, Person? Card, PersonName? Name, string? Phone, Lazy<FreeCount> Count)
{
    public FreeCount Free => Count.Value;

    /// <summary>As typed; null where a card is known alone.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>As typed.</summary>
    public string? Email { get; init; }

    /// <summary>Who of the staff took the wish down, as colleagues call them.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Who deals with it, as colleagues call them; null for nobody.</summary>
    public string? ClaimedBy { get; init; }
}
