using System.Globalization;
using System.Resources;
using Clinic.Domain.Bookings;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Messages;

/// <summary>
/// One booking as a calendar file (RFC 5545, RFC 5546). Calendars are shared and shown on locked screens: neither the patient nor doctor and specialty are in it.
/// The id stays for the life of the booking and the number grows with each change, so that calendars replace what they have.
/// </summary>
/// <param name="Booking">The booking as it stands.</param>
/// <param name="Site">Where the visit is.</param>
/// <param name="Clinic">The clinic's name.</param>
/// <param name="Phone">Whom to call, E.164.</param>
public sealed record VisitCalendar(Booking Booking, Site Site, LocalText Clinic, string? Phone)
{
    public const string MediaType = "text/calendar";

    private static readonly ResourceManager Wordings = new("Clinic.Domain.Messages.CalendarTexts", typeof(VisitCalendar).Assembly);

    /// <summary>The private link.</summary>
    public string? Link { get; init; }

    /// <summary>The clinic's e-mail address, where it has one.</summary>
    public string? Organizer { get; init; }

    /// <summary>Whom an invitation is sent to; null for a file to download.</summary>
    public string? Attendee { get; init; }

    /// <summary>Number of the change; the booking's version unless an older one is told of.</summary>
    public int? Sequence { get; init; }

    /// <summary>REQUEST to somebody, PUBLISH to anybody, CANCEL; null where the standard wants an organizer and there is none.</summary>
    public string? Method => Organizer is null ? null : Booking.Status.IsCancelled() ? "CANCEL" : Attendee is null ? "PUBLISH" : "REQUEST";

    /// <summary>The file.</summary>
    /// <param name="culture">What the patient reads.</param>
    /// <param name="now">When it is written.</param>
    public string Write(CultureInfo culture, DateTime now)
    {
        var writer = new CalendarWriter().Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//Clinic//Booking//EN").Line("CALSCALE", "GREGORIAN");
        if (Method is { } method)
        {
            writer.Line("METHOD", method);
        }

        writer.Line("BEGIN", "VEVENT")
            .Line("UID", $"{Booking.Id.Value:D}@booking.clinic")
            .Line("SEQUENCE", (Sequence ?? Booking.Version).ToString(CultureInfo.InvariantCulture))
            .Instant("DTSTAMP", now)
            .Instant("DTSTART", Booking.Start)
            .Instant("DTEND", Booking.End)
            .Text("SUMMARY", Say("Summary", culture, Clinic.In(culture)))
            .Text("LOCATION", Place(Site, culture))
            .Text("DESCRIPTION", Describe(culture))
            .Line("STATUS", Booking.Status.IsCancelled() ? "CANCELLED" : Booking.Status == BookingStatus.Pending ? "TENTATIVE" : "CONFIRMED")
            .Line("CLASS", "PRIVATE")
            .Line("TRANSP", "OPAQUE");
        People(writer, culture);
        if (Link is not null)
        {
            writer.Line("URL", Link);
        }

        if (!Booking.Status.IsCancelled())
        {
            writer.Line("BEGIN", "VALARM").Line("ACTION", "DISPLAY").Line("TRIGGER", "-PT2H").Text("DESCRIPTION", Say("Summary", culture, Clinic.In(culture))).Line("END", "VALARM");
        }

        return writer.Line("END", "VEVENT").Line("END", "VCALENDAR").ToString();
    }

    /// <summary>Name and address of the place.</summary>
    internal static string Place(Site site, CultureInfo culture) => string.Join(", ", new[] { site.Name.In(culture), site.Address.In(culture) }.Where(t => t.Length > 0));

    /// <summary>"UTC+3", "UTC+5:30": how the clinic's clock stands on that day.</summary>
    internal static string Zone(DateTimeOffset local) => local.Offset switch
    {
        var offset when offset == TimeSpan.Zero => "UTC",
        var offset => $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset.Duration().Hours}{(offset.Minutes == 0 ? "" : $":{offset.Duration().Minutes:00}")}",
    };

    private static string Say(string key, CultureInfo culture, params object[] values) => string.Format(culture, Wordings.GetString(key, culture)!, values);

    private void People(CalendarWriter writer, CultureInfo culture)
    {
        if (Organizer is not null)
        {
            writer.Line($"ORGANIZER;CN={CalendarWriter.Quoted(Clinic.In(culture))}", $"mailto:{Organizer}");
        }

        if (Organizer is not null && Attendee is not null)
        {
            // Nobody reads answers: those who do not come cancel by the link.
            writer.Line("ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE", $"mailto:{Attendee}");
        }
    }

    private string Describe(CultureInfo culture)
    {
        var start = Site.Local(Booking.Start);
        var lines = new List<string> { Say("When", culture, start.ToString(Say("DateFormat", culture), culture), start.ToString("HH:mm", CultureInfo.InvariantCulture), Zone(start)), Say("Code", culture, Booking.Code) };
        if (Phone is not null)
        {
            lines.Add(Say("Phone", culture, Patients.Phone.Format(Phone)));
        }

        if (Link is not null && !Booking.Status.IsCancelled())
        {
            lines.Add(Say("Change", culture, Link));
        }

        return string.Join('\n', lines);
    }
}
