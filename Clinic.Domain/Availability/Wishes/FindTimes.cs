using Clinic.Domain.Problems;
using Clinic.Domain.Users;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Finds the nearest free times for a wish over all doctors, grouped by day; where there are none, says why and what would be nearest instead.</summary>
public sealed class FindTimes(TimetableCache timetables, TimeProvider clock)
{
    /// <summary>Days with free times that are shown at first.</summary>
    public const int Days = 5;

    /// <summary>As far as a search reaches, whatever is asked for.</summary>
    private const int Farthest = 184;

    // More than anybody reads; who wants others says more.
    private const int MostSlots = 400;
    private const int Alternatives = 6;

    /// <summary>Answers what was found, or <c>forbidden</c>.</summary>
    /// <param name="wish">What is wanted.</param>
    /// <param name="days">Days with free times, at most.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>; access rules name the actor's channel.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="visits">The visit chosen of a doctor's several, where the wish says none and it is not to be the first.</param>
    public async ValueTask<Result<FoundTimes>> Run(Wish wish, int days, Actor actor, CancellationToken cancel, IReadOnlyDictionary<DoctorId, VisitTypeId>? visits = null)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var asker = new Asker(actor.Channel, clock.GetUtcNow().UtcDateTime);
        var facts = (await timetables.Current(cancel)).Facts;
        var (from, to) = WishSearch.Dates(facts, wish, asker.Now, Reach(facts, wish));
        var timetable = await timetables.For(Window(from, to), cancel);
        var (found, count) = (new List<FoundDay>(), 0);
        var search = new WishSearch(timetable, wish, asker, visits);
        var date = from;
        for (; date <= to && found.Count < days && count < MostSlots; date = date.AddDays(1))
        {
            if (search.On(date).OrderBy(r => r.Slots[0].Range.Start).ToList() is { Count: > 0 } rows)
            {
                found.Add(new(date, rows));
                count += rows.Sum(r => r.Slots.Count);
            }
        }

        var today = facts.Sites.Values.MinBy(s => s.Id.Value)?.LocalDate(asker.Now) ?? DateOnly.FromDateTime(asker.Now);
        return new FoundTimes(found, date <= to, found.Count > 0 ? null : await Nothing(timetable, search, wish, (from, to), asker, cancel), timetable.Facts, today);
    }

    private async ValueTask<NothingFree> Nothing(Timetable timetable, WishSearch search, Wish wish, (DateOnly From, DateOnly To) dates, Asker asker, CancellationToken cancel)
    {
        var said = wish.Said.ToList();
        var instead = await Instead(timetable.Facts, wish, [.. said.Select(a => new[] { a })], asker, cancel);
        if (instead.Count == 0)
        {
            instead = await Instead(timetable.Facts, wish, [.. said.SelectMany((a, i) => said.Skip(i + 1).Select(b => new[] { a, b }))], asker, cancel);
        }

        return new(
            search.Offers.Select(o => o.DoctorId).Distinct().Count(),
            new WhyNothing(timetable, wish, asker).Of(search.Offers, dates.From, dates.To),
            [.. instead.OrderBy(i => i.Slot.Range.Start).Take(Alternatives)]);
    }

    private async ValueTask<List<Instead>> Instead(ClinicFacts facts, Wish wish, IReadOnlyList<WishAspect[]> without, Asker asker, CancellationToken cancel)
    {
        var instead = new List<Instead>();
        foreach (var aspects in without)
        {
            var wider = aspects.Aggregate(wish, (w, aspect) => Wider(facts, w, aspect));
            var (from, to) = WishSearch.Dates(facts, wider, asker.Now, Reach(facts, wider));
            if (from <= to && new WishSearch(await timetables.For(Window(from, to), cancel), wider, asker).First(from, to) is { } slot)
            {
                instead.Add(new(aspects, wider, slot));
            }
        }

        return instead;
    }

    /// <summary>Another doctor is one of the same specialty, not just anybody.</summary>
    private static Wish Wider(ClinicFacts facts, Wish wish, WishAspect aspect) =>
        aspect == WishAspect.Doctor && wish.Specialties.Count == 0
            ? wish.Without(aspect) with { Specialties = IdList.Of(wish.Doctors.Ids.SelectMany(d => facts.Specialties[d])) }
            : wish.Without(aspect);

    private static int Reach(ClinicFacts facts, Wish wish) => wish.To is null ? facts.Profile.HorizonDays : Farthest;

    /// <summary>A day more at both ends, for sites of other zones.</summary>
    private static TimeRange Window(DateOnly from, DateOnly to) => new(
        from.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), (to < from ? from : to).AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
