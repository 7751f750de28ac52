using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Free times that fit a wish, day by day as they are asked for. Touches no database.</summary>
internal sealed class WishSearch
{
    private readonly Timetable timetable;
    private readonly Wish wish;
    private readonly Asker asker;
    private readonly List<(SiteId Id, TimeZoneInfo Zone)> sites;
    private readonly Dictionary<DoctorId, IReadOnlyList<Offer>> choices;

    /// <param name="timetable">When everybody is free.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="visits">The visit chosen of a doctor's several, where it is not to be the first.</param>
    internal WishSearch(Timetable timetable, Wish wish, Asker asker, IReadOnlyDictionary<DoctorId, VisitTypeId>? visits = null)
    {
        (this.timetable, this.wish, this.asker) = (timetable, wish, asker);
        sites = [.. timetable.Facts.Sites.Keys.Where(s => wish.Sites.Count == 0 || wish.Sites.Contains(s)).Select(s => (s, timetable.Facts.Rosters.Zone(s)))];
        var wanted = Wanted(timetable.Facts, wish).ToList();
        choices = wanted.Select(o => o.DoctorId).Distinct().ToDictionary(d => d, Choices);
        Offers = [.. wanted.Select(o => visits is not null && visits.TryGetValue(o.DoctorId, out var type) ? choices[o.DoctorId].FirstOrDefault(c => c.Type.Id == type) ?? o : o)];
    }

    /// <summary>The doctors who come into question, each with the visits that do.</summary>
    internal IReadOnlyList<Offer> Offers { get; }

    /// <summary>The visits of the doctors who come into question: those asked for; else the doctor's first that may be paid so.</summary>
    internal static IEnumerable<Offer> Wanted(ClinicFacts facts, Wish wish) =>
        facts.Doctors.Values.OrderBy(d => d.Family, StringComparer.CurrentCulture).ThenBy(d => d.Id.Value).SelectMany(d => Wanted(facts, wish, d));

    /// <summary>Whether the place, the date and the time of the day do.</summary>
    internal static bool Fits(Wish wish, Slot slot, DateTime local)
    {
        if ((wish.Sites.Count > 0 && !wish.Sites.Contains(slot.SiteId)) || (wish.Rooms.Count > 0 && !(slot.RoomId is { } room && wish.Rooms.Contains(room))))
        {
            return false;
        }

        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return !(date < wish.From) && !(date > wish.To) && !(time < wish.Earliest) && !(time >= wish.Latest)
            && (wish.Weekdays.Length == 0 || wish.Weekdays.Contains(Weekdays.Digit(date)));
    }

    /// <summary>The first and last local date to look at, so many days at most.</summary>
    internal static (DateOnly From, DateOnly To) Dates(ClinicFacts facts, Wish wish, DateTime now, int days)
    {
        var locals = facts.Sites.Values.Select(s => s.LocalDate(now)).DefaultIfEmpty(DateOnly.FromDateTime(now)).ToList();
        var first = wish.From is { } from && from > locals.Min() ? from : locals.Min();
        var last = first.AddDays(days);
        return (first, wish.To is { } to && to < last ? to : last);
    }

    /// <summary>Free times of each doctor on a local date; doctors without any are left out.</summary>
    internal IEnumerable<FoundRow> On(DateOnly date)
    {
        if (wish.Weekdays.Length > 0 && !wish.Weekdays.Contains(Weekdays.Digit(date)))
        {
            yield break;
        }

        var days = sites.ToDictionary(s => s.Id, s => WallClock.Day(s.Zone, date));
        if (days.Count == 0)
        {
            yield break;
        }

        var bounds = new TimeRange(Later(days.Values.Min(d => d.Start), asker.Now), Later(days.Values.Max(d => d.End), asker.Now));
        foreach (var offer in bounds.Length > TimeSpan.Zero ? Offers : [])
        {
            foreach (var place in timetable.Slots(offer, bounds, asker).Where(s => days.TryGetValue(s.SiteId, out var day) && s.Range.Start >= day.Start && s.Range.Start < day.End && Fits(wish, s, Local(s)))
                .GroupBy(s => (s.SiteId, s.RoomId)))
            {
                yield return new(offer, place.Key.SiteId, place.Key.RoomId, [.. place]) { Choices = choices[offer.DoctorId] };
            }
        }
    }

    /// <summary>The earliest slot of the dates; null where there is none.</summary>
    internal Slot? First(DateOnly from, DateOnly to)
    {
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (On(date).SelectMany(r => r.Slots).MinBy(s => s.Range.Start) is { } slot)
            {
                return slot;
            }
        }

        return null;
    }

    /// <summary>The visits of a doctor of which one is to be chosen; empty where the wish says which, and where there is but one.</summary>
    private IReadOnlyList<Offer> Choices(DoctorId doctor) =>
        wish.VisitTypes.Count == 0 && Paid(timetable.Facts, wish, doctor).ToList() is { Count: > 1 } several ? several : [];

    private DateTime Local(Slot slot) => TimeZoneInfo.ConvertTimeFromUtc(slot.Range.Start, timetable.Facts.Rosters.Zone(slot.SiteId));

    private static IEnumerable<Offer> Wanted(ClinicFacts facts, Wish wish, Doctors.Doctor doctor)
    {
        if ((wish.Doctors.Count > 0 && !wish.Doctors.Contains(doctor.Id)) || (wish.Gender is { } gender && doctor.Gender != gender)
            || (wish.Specialties.Count > 0 && !facts.Specialties[doctor.Id].Any(wish.Specialties.Contains)))
        {
            return [];
        }

        var paid = Paid(facts, wish, doctor.Id);
        return wish.VisitTypes.Count > 0 ? paid.Where(o => wish.VisitTypes.Contains(o.Type.Id)) : paid.Take(1);
    }

    private static IEnumerable<Offer> Paid(ClinicFacts facts, Wish wish, DoctorId doctor) =>
        facts.Offers[doctor].Where(o => wish.Payment is not { } kind || o.Type.Payments.HasFlag((PaymentKinds)(1 << (int)kind)));

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
