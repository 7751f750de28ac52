using Clinic.Api.Hosting;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;

namespace Clinic.Api.Widget.Book;

/// <summary>Makes the pages of a visit.</summary>
internal sealed class VisitPages(FindVisit find, FindSlots slots, TimetableCache timetables, HostSettings settings, TimeProvider clock)
{
    private const int Days = 31;

    /// <param name="token">Of the link.</param>
    /// <param name="query">The page's own address.</param>
    /// <param name="asked">The step.</param>
    /// <param name="problem">What was refused just now.</param>
    /// <param name="response">The answer.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<IResult> Answer(string token, BookQuery query, VisitQuery asked, Problem? problem, HttpResponse response, CancellationToken cancel)
    {
        BookEndpoints.Speak(query);
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        var visit = await find.Run(token, cancel);
        if (!visit.Ok)
        {
            var none = new BookPage(query, (await timetables.Current(cancel)).Facts, settings, "visit");
            return none.Answer(response, $"""<h2>{none.T("visit")}</h2><p>{none.T("noVisit")}</p>{none.Phone}""", widget: false, StatusCodes.Status404NotFound);
        }

        var booking = visit.Value.Booking;
        var moving = visit.Value.Changeable && (asked.Ask == "move" || asked.Slot is not null || asked.Day is not null);
        if (!moving)
        {
            var page = new BookPage(query, (await timetables.Current(cancel)).Facts, settings, "visit");
            return page.Answer(response, new VisitStep(page, visit.Value, token).Html(asked, problem), widget: false, problem?.Status() ?? StatusCodes.Status200OK);
        }

        query.Doctor = booking.DoctorId.ToString();
        (query.VisitType, query.Day) = (booking.VisitTypeId.ToString(), asked.Day);
        var now = clock.GetUtcNow().UtcDateTime;
        var (free, facts) = await slots.Run(new() { Doctor = booking.DoctorId, VisitType = booking.VisitTypeId, Window = new(now, now.AddDays(Days)) }, cancel);
        var choose = new BookPage(query, facts, settings, "visit");
        var wanted = SlotId.TryParse(asked.Slot, out var id) ? free.FirstOrDefault(s => s.Id == id) : null;
        var step = wanted is not null ? new VisitStep(choose, visit.Value, token).MoveTo(wanted)
            : facts.Doctors.ContainsKey(booking.DoctorId) ? ChooseStep.Days(choose, free, asked.Slot is null ? null : Problem.Text(ProblemCodes.SlotTaken), "moveTitle", sameKind: true)
            : new VisitStep(choose, visit.Value, token).Html(new(), new Problem(ProblemCodes.UnknownDoctor));
        return choose.Answer(response, step, widget: false);
    }
}

/// <summary>Which step of the visit's page; what nobody knows is as if it were not there.</summary>
internal sealed record VisitQuery
{
    /// <summary>move, cancel, processing or marketing.</summary>
    public string? Ask { get; init; }

    /// <summary>What has just been done.</summary>
    public string? News { get; init; }

    /// <summary>Where to move to.</summary>
    public string? Slot { get; init; }

    /// <summary>yyyy-MM-dd, clinic time.</summary>
    public string? Day { get; init; }
}
