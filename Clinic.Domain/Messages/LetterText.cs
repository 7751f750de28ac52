using System.Globalization;
using System.Text;
using Clinic.Domain.Bookings;

namespace Clinic.Domain.Messages;

/// <summary>The words of a letter, plain and as a page, in the patient's language. The patient's name is not in it: letters go astray.</summary>
internal sealed class LetterText
{
    private readonly Letter letter;
    private readonly CultureInfo culture;
    private readonly string what;
    private readonly List<(string Name, string Value)> facts = [];
    private readonly string preparation = "";
    private readonly string? bring;
    private readonly string change;

    internal LetterText(Letter letter)
    {
        (this.letter, culture) = (letter, letter.Culture);
        var booking = letter.Booking;
        var start = letter.Site.Local(booking.Start);
        var clock = start.ToString("HH:mm", CultureInfo.InvariantCulture);
        what = booking.Status switch
        {
            BookingStatus.CancelledByClinic => "CancelledByClinic",
            BookingStatus.CancelledByPatient => "Cancelled",
            BookingStatus.Pending => letter.Kind == MessageKind.Moved ? "PendingMoved" : "Pending",
            _ => letter.Kind == MessageKind.Moved ? "Moved" : "Booked",
        };
        Subject = Say($"{what}.Subject", start.ToString(Say("ShortDate"), culture), clock);
        facts.Add((Say("When"), Say("When.Value", start.ToString(Say("DateFormat"), culture), clock, VisitCalendar.Zone(start))));
        facts.Add((Say("Doctor"), letter.Doctor.Full));
        facts.Add((Say("Where"), VisitCalendar.Place(letter.Site, culture)));
        var ahead = !booking.Status.IsCancelled();
        if (ahead && letter.Site.Directions.In(culture) is { Length: > 0 } directions)
        {
            facts.Add((Say("Directions"), directions));
        }

        facts.Add((Say("Code"), booking.Code));
        preparation = ahead ? letter.Preparation.In(culture) : "";
        bring = ahead ? Say(booking.Payment == PaymentKind.SelfPay ? "Bring" : "Bring.Policy") + (letter.Referral ? Say("Bring.Referral") : "") + "." : null;
        change = !ahead ? Again() : letter.Link is not null ? Say("Change") : letter.Phone is { } phone ? Say("Change.Phone", Call(phone), booking.Code) : "";
    }

    internal string Subject { get; }

    private string Title => Say($"{what}.Title");

    private string Text => Say($"{what}.Text");

    private bool HasLink => letter.Link is not null && !letter.Booking.Status.IsCancelled();

    private string Questions => HasLink && letter.Phone is { } phone ? Say("Questions", Call(phone)) : "";

    internal string Plain()
    {
        var text = new StringBuilder();
        Paragraph(text, letter.Clinic.In(culture));
        Paragraph(text, Title);
        Paragraph(text, Text);
        Paragraph(text, string.Join("\r\n", facts.Select(f => $"{f.Name}: {f.Value}")));
        Paragraph(text, preparation.Length > 0 ? $"{Say("Preparation")}:\n{preparation}" : null);
        Paragraph(text, bring);
        Paragraph(text, HasLink ? $"{change}:\r\n{letter.Link}" : change);
        Paragraph(text, Questions);
        return text.Append(Say("Automatic")).Append("\r\n").ToString();
    }

    internal string Html()
    {
        var rows = string.Concat(facts.Select(f =>
            $"""<tr><td style="padding:6px 16px 6px 0;color:#5b6770;vertical-align:top;white-space:nowrap">{LetterPage.E(f.Name)}</td><td style="padding:6px 0;vertical-align:top"><strong>{LetterPage.E(f.Value)}</strong></td></tr>{"\r\n"}"""));
        var act = HasLink
            ? $"""<p style="margin:24px 0"><a href="{LetterPage.E(letter.Link!)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6b63;color:#ffffff;text-decoration:none">{LetterPage.E(change)}</a></p>"""
            : LetterPage.P(change);
        var prepare = preparation.Length == 0 ? "" : $"""<p style="margin:0 0 16px;padding:12px 16px;border-radius:8px;background:#eaf4f2"><strong>{LetterPage.E(Say("Preparation"))}</strong><br>{LetterPage.E(preparation)}</p>""";
        return LetterPage.Write(letter.Culture, letter.Clinic, Title, $"""
            {LetterPage.P(Text)}
            <table role="presentation" style="margin:16px 0;border-collapse:collapse;font-size:16px">
            {rows}</table>
            {prepare}
            {LetterPage.P(bring)}
            {act}
            {LetterPage.P(Questions)}
            """);
    }

    private string Again() => letter.Phone is { } phone ? Say("Again.Phone", Call(phone)) : "";

    private static string Call(string phone) => Patients.Phone.Format(phone);

    private static void Paragraph(StringBuilder text, string? words)
    {
        if (!string.IsNullOrEmpty(words))
        {
            text.Append(words.ReplaceLineEndings("\r\n")).Append("\r\n\r\n");
        }
    }

    private string Say(string key, params object[] values) => LetterPage.Say(culture, key, values);
}
