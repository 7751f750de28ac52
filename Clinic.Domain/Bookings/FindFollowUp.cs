using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Finds the doctor's own free times for the patient of a visit to come again: in about a week, two weeks, a month, and the next ones.</summary>
public sealed class FindFollowUp(IDbContextFactory<ClinicDb> factory, FindSlots find, TimetableCache timetables, TimeProvider clock)
{
    private const int DaysAhead = 45;
    private const int Wanted = 3;

    private static readonly (FollowUpWhen When, int Days, int Around)[] Abouts =
        [(FollowUpWhen.Week, 7, 3), (FollowUpWhen.TwoWeeks, 14, 4), (FollowUpWhen.Month, 30, 7), (FollowUpWhen.Next, 0, DaysAhead)];

    /// <summary>Answers the times, or <c>forbidden</c>, <c>already-cancelled</c>, <c>type-not-offered</c>.</summary>
    /// <param name="visit">A visit of the doctor.</param>
    /// <param name="type">What to book; null for what usually follows.</param>
    /// <param name="actor">The doctor.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<FollowUpTimes>> Run(BookingId visit, VisitTypeId? type, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookOwnPatients) || actor.DoctorId is not { } me)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await FollowUpVisit.Of(db, visit, me, cancel) is not { } before)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        if (before.Booking.Status.IsCancelled())
        {
            return new Problem(ProblemCodes.AlreadyCancelled);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var facts = (await timetables.Current(cancel)).Facts;
        var types = Usual(before.Booking.VisitTypeId, [.. facts.Offers[me].Select(o => o.Type).Where(t => before.Fits(t, now, facts))]);
        var chosen = type is null ? types.FirstOrDefault() : types.Find(t => t.Id == type);
        if (type is not null && chosen is null)
        {
            return new Problem(ProblemCodes.TypeNotOffered);
        }

        var coming = await Coming(db, before.Booking, now, cancel);
        var found = chosen is null ? null
            : await find.Run(new() { Doctor = me, VisitType = chosen.Id, Window = new(now, now.AddDays(DaysAhead)), Channel = Channel.Doctor }, cancel);
        var free = found?.Slots.Where(s => !coming.Exists(c => c.Range.Overlaps(s.Range))).ToList() ?? [];
        return new FollowUpTimes(
            before.Card?.Name ?? before.Contact?.Name ?? new PersonName("", ""), [.. types.Select(t => new FollowUpType(t.Id, t.Name))], chosen?.Id,
            Groups(free, before.Booking.Start, facts, now), [.. coming.Where(c => c.DoctorId == me).Select(c => facts.Sites[c.SiteId].Local(c.Range.Start))]);
    }

    /// <summary>What usually follows comes first: a repeat visit after a first one, else the same again.</summary>
    private static List<VisitType> Usual(VisitTypeId last, List<VisitType> types)
    {
        var same = types.Find(t => t.Id == last);
        var usual = same is { Kind: not VisitKind.First } ? same
            : types.Find(t => t.Kind == VisitKind.Repeat && t.SpecialtyId == same?.SpecialtyId) ?? types.Find(t => t.Kind == VisitKind.Repeat) ?? same;
        return usual is null ? types : [usual, .. types.Where(t => t.Id != usual.Id)];
    }

    /// <summary>What the patient has ahead, wherever: a time that overlaps would be refused.</summary>
    private static async Task<List<Slot>> Coming(ClinicDb db, Booking visit, DateTime now, CancellationToken cancel)
    {
        var (card, key, id) = (visit.PatientId, visit.ContactKey, visit.Id);
        var rows = await db.Bookings
            .Where(b => ((card != null && b.PatientId == card) || (key != null && b.ContactKey == key)) && b.End > now && b.Id != id
                && (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Booked || b.Status == BookingStatus.Confirmed))
            .OrderBy(b => b.Start).ToListAsync(cancel);
        return rows.ConvertAll(b => b.Slot());
    }

    private static List<FollowUpGroup> Groups(List<Slot> free, DateTime visit, ClinicFacts facts, DateTime now)
    {
        var (shown, groups) = (new HashSet<SlotId>(), new List<FollowUpGroup>());
        var several = free.Select(s => s.SiteId).Distinct().Skip(1).Any();
        foreach (var (when, days, around) in Abouts)
        {
            // About the same time of the day: it suited once.
            var about = when == FollowUpWhen.Next ? now : now.Date.AddDays(days) + visit.TimeOfDay;
            var times = free.Where(s => !shown.Contains(s.Id) && (s.Range.Start - about).Duration() <= TimeSpan.FromDays(around))
                .OrderBy(s => (s.Range.Start - about).Duration()).Take(Wanted).OrderBy(s => s.Range.Start).ToList();
            if (times.Count > 0)
            {
                shown.UnionWith(times.Select(s => s.Id));
                groups.Add(new(when, times.ConvertAll(s => Time(s, facts, several))));
            }
        }

        return groups;
    }

    private static FollowUpTime Time(Slot slot, ClinicFacts facts, bool several)
    {
        var site = facts.Sites[slot.SiteId];
        return new(slot.Id, site.Local(slot.Range.Start), site.Local(slot.Range.End), several ? site.Name : null);
    }
}
