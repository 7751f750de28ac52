using Clinic.Domain.Bookings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;

namespace Clinic.Domain.Demo;

/// <summary>One thing that happened to a booking.</summary>
internal sealed record DemoStep(DateTime At, BookingStatus Status, Actor Actor);

/// <summary>How a visit came about and what became of it up to the present: the steps that would lie in the future are cut off.</summary>
internal sealed class DemoStory(DateTime now, Site site, Random random)
{
    private const int OpensAt = 8;
    private const int ClosesAt = 20;
    private static readonly Actor Registrar = Actor.Of("registrar", [Roles.Registrar], null);
    private static readonly Actor CallCentre = Actor.Of("call-centre", [Roles.CallCentre], null);
    private static readonly Actor Partner = new("aggregator", new("partner:aggregator"), Rights.None);

    /// <summary>The steps in order; the first one is the booking itself.</summary>
    public List<DemoStep> Tell(DemoPlan plan)
    {
        var visit = plan.Place.Slot.Range;
        var by = Booker(plan);
        var steps = new List<DemoStep> { new(Made(visit, by.Channel.IsStaff), BookingStatus.Booked, by) };
        if (plan.Cancelled)
        {
            steps.Add(Cancellation(steps[0].At, visit.Start, by));
            return steps;
        }

        var evening = At(visit.Start.AddDays(-1), random.Next(10, 18), random.Next(60));
        if (evening > steps[0].At && random.Next(5) < 3)
        {
            steps.Add(new(evening, BookingStatus.Confirmed, CallCentre));
        }

        var doctor = Doctor(plan);
        steps.AddRange(random.Next(13) == 0
            ? [new(visit.Start.AddMinutes(random.Next(15, 25)), BookingStatus.NoShow, Registrar)]
            : [
                new(visit.Start.AddMinutes(-random.Next(3, 16)), BookingStatus.Arrived, Registrar),
                new(visit.Start.AddMinutes(random.Next(4)), BookingStatus.InProgress, doctor),
                new(visit.End.AddMinutes(-random.Next(4)), BookingStatus.Done, doctor),
            ]);
        steps.RemoveAll(s => s.At > now);
        return steps;
    }

    private Actor Booker(DemoPlan plan) => random.Next(100) switch
    {
        < 28 when plan.Online => Actor.Stranger,
        < 34 when plan.Online => Partner,
        < 60 => CallCentre,
        < 64 => Doctor(plan),
        _ => Registrar,
    };

    private static Actor Doctor(DemoPlan plan) => Actor.Of("doctor", [Roles.Doctor], plan.Place.Slot.DoctorId);

    /// <summary>When it was booked: some days ahead, before now, staff within opening hours.</summary>
    private DateTime Made(TimeRange visit, bool staff)
    {
        var latest = visit.Start.AddHours(-2) < now ? visit.Start.AddHours(-2) : now;
        var made = latest.AddDays(-9 * random.NextDouble() * random.NextDouble());
        if (!staff)
        {
            return Seconds(made);
        }

        made = At(made, random.Next(OpensAt, ClosesAt), random.Next(60));
        return made < latest ? made : made.AddDays(-1);
    }

    private DemoStep Cancellation(DateTime made, DateTime start, Actor by)
    {
        var latest = start.AddHours(-3) < now ? start.AddHours(-3) : now;
        var at = latest > made ? Seconds(made + ((latest - made) * random.NextDouble())) : made;
        return random.Next(4) == 0 ? new(at, BookingStatus.CancelledByClinic, Registrar)
            : new(at, BookingStatus.CancelledByPatient, by.Channel.IsStaff ? CallCentre : by);
    }

    /// <summary>That time of the site's clock on the instant's date.</summary>
    private DateTime At(DateTime day, int hour, int minute)
    {
        var local = site.LocalDate(day).ToDateTime(new TimeOnly(hour, minute, random.Next(60)));
        return TimeZoneInfo.ConvertTimeToUtc(local, site.Zone);
    }

    private static DateTime Seconds(DateTime instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
