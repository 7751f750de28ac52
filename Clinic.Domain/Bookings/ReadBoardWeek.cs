using Clinic.Domain.Problems;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>Reads a week of one doctor at one site, from Monday to Sunday, as seven columns of a board.</summary>
public sealed class ReadBoardWeek(BoardReadings readings, TimeProvider clock)
{
    /// <param name="site">The site; null or unknown for the first there is.</param>
    /// <param name="doctor">The doctor; null or unknown for the first with a roster at the site.</param>
    /// <param name="date">Any date of the week; null for today.</param>
    /// <param name="fitting">Free starts for this visit type alone.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The week, whose <see cref="BoardDay.Date"/> is its Monday, or <c>not-found</c> where there is no site or no doctor, <c>forbidden</c>.</returns>
    public async Task<Result<BoardDay>> Run(SiteId? site, DoctorId? doctor, DateOnly? date, VisitTypeId? fitting, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var facts = await readings.Facts(cancel);
        if (ReadBoardDay.Chosen(facts.Sites, site) is not { } place)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var chosen = doctor is { } id ? facts.Doctors.GetValueOrDefault(id) : null;
        chosen ??= facts.Doctors.Values.Where(d => facts.Rosters.Lines(d.Id).Any(l => l.SiteId == place.Id)).OrderBy(d => d.Name.Full, StringComparer.Ordinal).FirstOrDefault();
        var day = ReadBoardDay.Within(date ?? place.LocalDate(clock.GetUtcNow().UtcDateTime));
        return chosen is null
            ? new Problem(ProblemCodes.NotFound)
            : await readings.Week(facts, place, chosen, Monday(day), fitting, actor.Channel, cancel);
    }

    /// <summary>The Monday of the date's week.</summary>
    public static DateOnly Monday(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
}
