using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Availability;

/// <summary>
/// Says for every cell of a doctor's time why a visit cannot begin there: all the rules that stand against it, so that
/// the time is free once they are gone. The same functions that find slots and take bookings give the reasons.
/// </summary>
public sealed class ExplainTimes(TimetableCache timetables, TimeProvider clock)
{
    /// <summary>As far as one question reaches.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>For a query of the doctor, whose dates are those of the clock that counts there. Answers as below.</summary>
    public async ValueTask<Result<Explanation>> Run(DoctorId doctor, SlotQuery query, CancellationToken cancel)
    {
        var facts = (await timetables.Current(cancel)).Facts;
        var window = facts.SiteOf(doctor) is { } home ? query.WindowAt(facts.Rosters.Zone(home)) : query.Window;
        return await Run(doctor, query.VisitType, window, query.Channel, cancel);
    }

    /// <summary>Answers the explanation, or <c>unknown-doctor</c>, <c>type-not-offered</c>, <c>out-of-range</c>.</summary>
    /// <param name="doctor">Whose time.</param>
    /// <param name="type">The visit; null for the first the doctor offers.</param>
    /// <param name="window">The instants, 31 days at most.</param>
    /// <param name="channel">Through which it would be booked.</param>
    /// <param name="cancel">Cancels.</param>
    public async ValueTask<Result<Explanation>> Run(DoctorId doctor, VisitTypeId? type, TimeRange window, Channel channel, CancellationToken cancel)
    {
        // Days of the clock: one of them has 25 hours where it is put back.
        if (window.Length > Longest + TimeSpan.FromHours(1))
        {
            return Problem.Field("?to", ProblemCodes.OutOfRange);
        }

        var timetable = await timetables.For(window, cancel);
        if (!timetable.Facts.Doctors.ContainsKey(doctor))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        if (timetable.Facts.Offers[doctor].FirstOrDefault(o => type is null || o.Type.Id == type) is not { } offer)
        {
            return new Problem(ProblemCodes.TypeNotOffered);
        }

        var asker = new Asker(channel, clock.GetUtcNow().UtcDateTime);
        var why = new WhyNot(timetable, offer, asker);
        var stretches = new List<ExplainedStretch>();
        var (from, to) = Cell.Span(window);
        for (var cell = from; cell < to; cell++)
        {
            var reasons = why.At(cell);
            var range = new TimeRange(Cell.Start(cell), Cell.Start(cell + 1));
            if (stretches.Count > 0 && stretches[^1].Reasons.SequenceEqual(reasons))
            {
                stretches[^1] = stretches[^1] with { Range = new(stretches[^1].Range.Start, range.End) };
            }
            else
            {
                stretches.Add(new(range, reasons));
            }
        }

        return new Explanation(doctor, offer.Type.Id, why.Site, stretches, timetable.Facts);
    }
}
