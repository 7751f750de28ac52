using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;

namespace Clinic.Api.Widget.Book;

/// <summary>The frame around every step of the hosted page, and what the steps share: texts, names, times.</summary>
internal sealed class BookPage(BookQuery query, ClinicFacts facts, HostSettings settings, string title = "bookTitle")
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public BookQuery Query => query;

    public ClinicFacts Facts => facts;

    /// <summary>Safe between tags and in quoted attributes.</summary>
    public static string Safe(string? text) => Encoder.Encode(text ?? "");

    /// <summary>A text of ours, encoded.</summary>
    public string T(string key, params object[] values) => Safe(string.Format(CultureInfo.CurrentCulture, WidgetTexts.Book.In(language)[key], values));

    public string Name(Doctor doctor) => Safe(language == "ru" ? doctor.Name.Full : $"{doctor.Given} {doctor.Family}");

    /// <summary>Opens a consent text beside the page.</summary>
    public string ConsentLink(string version) => $"""<a href="/consent/{Uri.EscapeDataString(version)}?lang={language}" target="_blank" rel="noopener">{T("consentLink")}</a>""";

    public DateTime Local(Slot slot) => Local(slot.Range.Start, slot.SiteId);

    public DateTime Local(DateTime instant, SiteId site) => TimeZoneInfo.ConvertTimeFromUtc(instant, facts.Rosters.Zone(site));

    /// <summary>Day and time on the clock of the site.</summary>
    public string When(DateTime instant, SiteId site)
    {
        var local = Local(instant, site);
        return $"{Day(local)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    public string Day(DateTime day) => Safe(day.ToString(language == "en" ? "dddd d\u00a0MMMM" : "dddd, d\u00a0MMMM", CultureInfo.CurrentCulture));

    /// <summary>Visit type, minutes, price.</summary>
    public string Kind(Slot slot) => string.Join(" · ", new[]
    {
        Safe(facts.Offers[slot.DoctorId].FirstOrDefault(o => o.Type.Id == slot.VisitTypeId)?.Type.Name.ToString()),
        T("minutes", (int)slot.Range.Length.TotalMinutes),
        Price(slot.Price),
    }.Where(p => p.Length > 0));

    public string Price(decimal? price) => price is not { } amount ? ""
        : Safe(amount.ToString(amount % 1 == 0 ? "N0" : "N2", CultureInfo.CurrentCulture) + "\u00a0" + (facts.Profile.Currency == "RUB" ? "₽" : facts.Profile.Currency));

    public string Phone => Number is { } number ? $"""<p class="mute">{T("help")} {number}</p>""" : "";

    /// <summary>Behind a sentence; nothing where the clinic has no phone.</summary>
    public string OrCall => Number is { } number ? $" {T("orCall")} {number}" : "";

    private string? Number => facts.Profile.Phone is { } phone ? $"""<a href="tel:{Safe(phone)}">{Safe(Domain.Patients.Phone.Format(phone))}</a>""" : null;

    /// <summary>The whole page; in front of the widget where there is script, by itself where there is none.</summary>
    public IResult Answer(HttpResponse response, string step, bool widget, int status = 200)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; "
            + $"frame-ancestors {(query.Embedded && settings.AllowedOrigins.Count > 0 ? string.Join(' ', settings.AllowedOrigins) : "'none'")}";
        return Results.Content(Whole(step, widget), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A page that says no and whom to call.</summary>
    public static async Task Refuse(HttpContext context, Problem problem, string title)
    {
        var query = new BookQuery { Lang = context.Request.Query["lang"], Path = context.Request.Path };
        BookEndpoints.Speak(query);
        var facts = (await context.RequestServices.GetRequiredService<TimetableCache>().Current(context.RequestAborted)).Facts;
        var page = new BookPage(query, facts, context.RequestServices.GetRequiredService<HostSettings>(), title);
        await page.Answer(context.Response, $"""<h2>{page.T(title)}</h2><p>{Safe(problem.Describe())}</p>{page.Phone}""", widget: false, problem.Status()).ExecuteAsync(context);
    }

    private string Whole(string step, bool widget)
    {
        var clinic = Safe(facts.Profile.Name.ToString());
        var body = widget ? $"""<clinic-booking lang="{language}">{step}</clinic-booking>""" : step;
        return $"""
            <!doctype html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
            <title>{T(title)} · {clinic}</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="/w/visit.css">
            {(widget ? """<script src="/w/booking.js"></script>""" : "")}{(query.Embedded ? $"""<script src="/w/embed.js" type="module" data-origins="{Safe(string.Join(' ', settings.AllowedOrigins))}" id="embed"></script>""" : "")}
            </head>
            <body{(query.Embedded ? " class=\"embedded\"" : "")}>
            <header><h1>{clinic}</h1><ul aria-label="{T("language")}">{string.Concat(LocalText.Languages.Select(Language))}</ul></header>
            <main>{body}</main>
            </body>
            </html>
            """;
    }

    private string Language(string code)
    {
        var link = query.To(doctor: query.Doctor, specialty: query.Specialty, visitType: query.VisitType, slot: query.Slot, day: query.Day, lang: code);
        return $"""<li><a href="{Safe(link)}" hreflang="{code}" lang="{code}"{(code == language ? " aria-current=\"true\"" : "")}>{(code == "ru" ? "Рус" : code == "en" ? "Eng" : "Fra")}</a></li>""";
    }
}
