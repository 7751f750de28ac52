using Clinic.Domain.Problems;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>Reads one day of one site for the board, in a fixed number of queries, however many doctors and bookings there are and however many boards show it.</summary>
public sealed class ReadBoardDay(BoardReadings readings, TimeProvider clock)
{
    /// <param name="site">The site; null or unknown for the first there is.</param>
    /// <param name="date">The date on the site's clock; null for today.</param>
    /// <param name="fitting">Free starts for this visit type alone, for moving a booking; null for what each doctor offers.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<BoardDay>> Run(SiteId? site, DateOnly? date, VisitTypeId? fitting, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var facts = await readings.Facts(cancel);
        return Chosen(facts.Sites, site) is { } place
            ? await readings.Day(facts, place, Within(date ?? place.LocalDate(clock.GetUtcNow().UtcDateTime)), fitting, actor.Channel, cancel)
            : new Problem(ProblemCodes.NotFound);
    }

    internal static Site? Chosen(IReadOnlyDictionary<SiteId, Site> sites, SiteId? wanted) =>
        wanted is { } id && sites.TryGetValue(id, out var chosen) ? chosen : sites.Values.MinBy(s => s.Id.Value);

    /// <summary>Far dates only come from a mistyped address; the calendar arithmetic needs room on both sides.</summary>
    internal static DateOnly Within(DateOnly date)
    {
        var (first, last) = (new DateOnly(2000, 1, 1), new DateOnly(2199, 12, 31));
        return date < first ? first : date > last ? last : date;
    }
}
