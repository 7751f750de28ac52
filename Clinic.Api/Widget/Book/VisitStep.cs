using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Api.Widget.Book;

/// <summary>The visit as the holder of the link sees it, and the questions before each change. Nothing of what was typed is read back.</summary>
internal sealed class VisitStep(BookPage page, LinkedVisit visit, string token)
{
    private static readonly string[] Told = ["confirmed", "moved", "cancelDone", "withdrawDone"];

    private readonly Booking booking = visit.Booking;

    private string Self => BookPage.Safe(page.Query.To());

    public string Html(VisitQuery asked, Problem? problem)
    {
        var site = page.Facts.Sites[booking.SiteId];
        var open = booking.Status.IsOpen();
        return $"""
            <h2>{page.T(problem is null && Told.Contains(asked.News) ? asked.News! : "visit")}</h2>{Alert(problem)}
            <p class="ticket">{page.T("code")}<br><strong class="code">{BookPage.Safe(booking.Code)}</strong><br>{page.T($"status-{booking.Status.Wire()}")}</p>
            {BookedStep.Facts(page, booking.Slot())}
            {(open ? Said("preparation", visit.Preparation) + Said("directions", site.Directions) : "")}
            {(open ? $"""<p><a href="/api/v1/bookings/{Uri.EscapeDataString(token)}/calendar.ics">{page.T("calendar")}</a></p>""" : "")}
            {(problem is null ? Question(asked.Ask) : null) ?? Changes(open)}
            {Consents()}{Phone(open && !visit.Changeable, site.Phone)}
            """;
    }

    /// <summary>A text of the clinic's own with its line breaks; nothing where there is none.</summary>
    private string Said(string title, LocalText text) => text.ToString() is { Length: > 0 } said
        ? $"""<div class="ticket"><h3>{page.T(title)}</h3><p>{string.Join("<br>", said.Split('\n').Select(BookPage.Safe))}</p></div>""" : "";

    /// <summary>Before and after, with one button.</summary>
    public string MoveTo(Slot slot) => $"""
        <h2>{page.T("moveAsk")}</h2>
        <p class="ticket">{page.T("was")}<br><strong>{page.When(booking.Start, booking.SiteId)}</strong></p>
        <p class="ticket">{page.T("now")}<br><strong>{page.When(slot.Range.Start, slot.SiteId)}</strong><br>{page.Kind(slot)}<br>{BookPage.Safe(page.Facts.Sites[slot.SiteId].Address.ToString())}</p>
        {Form("move", $"""<input type="hidden" name="slot" value="{slot.Id}"><button>{page.T("move")}</button>""")}<p><a href="{Self}">{page.T("keep")}</a></p>
        """;

    /// <summary>What is asked before a change; null where nothing is.</summary>
    private string? Question(string? ask) => ask switch
    {
        "cancel" when visit.Changeable => $"""
            <div class="alert"><h3>{page.T("cancelAsk")}</h3><p>{page.T("cancelNote")}</p>{Form("cancel", $"<button>{page.T("yesCancel")}</button>")}<p><a href="{Self}">{page.T("keep")}</a></p></div>
            """,
        "processing" or "marketing" when visit.Consents.Any(c => c.Kind.Wire() == ask && c.WithdrawnAt is null) => Withdrawal(ask),
        _ => null,
    };

    /// <summary>Where the visit is still ahead, the patient says what becomes of it.</summary>
    private string Withdrawal(string kind)
    {
        var (asks, late) = (kind == "processing" && booking.Status.IsOpen(), !visit.Changeable);
        var answers = !asks ? $"<button>{page.T("yesWithdraw")}</button>"
            : late ? $"""<p>{page.T("withdrawLate")}</p><button name="cancel" value="false">{page.T("yesWithdraw")}</button>"""
            : $"""<p>{page.T("withdrawVisit")}</p><button name="cancel" value="true">{page.T("withdrawCancel")}</button> <button name="cancel" value="false">{page.T("withdrawKeep")}</button>""";
        return $"""
            <div class="alert"><h3>{page.T($"withdrawAsk-{kind}")}</h3><p>{page.T($"withdrawNote-{kind}")}</p>
            {Form("withdraw", $"""<input type="hidden" name="consent" value="{kind}">{answers}""")}<p><a href="{Self}">{page.T("keep")}</a></p></div>
            """;
    }

    private string Changes(bool open) => !open || !visit.Changeable ? Confirm : $"""
        {Confirm}<ul class="chips"><li>{Ask("move", page.T("move"))}</li><li>{Ask("cancel", page.T("cancel"))}</li></ul><p class="mute">{page.T("until", page.When(visit.ChangeUntil, booking.SiteId))}</p>
        """;

    private string Confirm => visit.AskedToConfirm ? Form("confirm", $"<button>{page.T("confirm")}</button>") : "";

    private string Consents() => visit.Consents.Count == 0 ? "" : $"""<h3>{page.T("consents")}</h3><ul class="cards">{string.Concat(visit.Consents.Select(Consent))}</ul><p class="mute">{page.T("paperNote")}</p>""";

    private string Consent(GivenConsent given)
    {
        var kind = given.Kind.Wire();
        var state = given.WithdrawnAt is { } gone ? page.T("withdrawnOn", Stamp(gone)) : page.T("givenOn", Stamp(given.GivenAt));
        return $"""
            <li>{page.T($"consent-{kind}")}<br><span class="mute">{state}</span><br>{page.ConsentLink(given.Version)}{(given.WithdrawnAt is null ? " " + Ask(kind, page.T("withdraw"), page.T($"consent-{kind}")) : "")}</li>
            """;
    }

    private string Ask(string what, string text, string? of = null) =>
        $"""<a href="{BookPage.Safe(QueryHelpers.AddQueryString(page.Query.To(), "ask", what))}">{text}{(of is null ? "" : $"""<span class="sr">: {of}</span>""")}</a>""";

    private string Form(string verb, string fields) => $"""
        <form method="post" action="{BookPage.Safe(page.Query.To($"{page.Query.Path}/{verb}"))}"><input type="hidden" name="version" value="{booking.Version}">{fields}</form>
        """;

    /// <summary>The refusal in words, with other times where it names some.</summary>
    private string Alert(Problem? problem) => problem is null ? "" : $"""
        <div class="alert" role="alert"><p>{BookPage.Safe(problem.Errors.Count > 0 ? string.Join(' ', problem.Errors.Select(e => Problem.Text(e.Code)).Distinct()) : problem.Describe())}</p>{Others(problem.Alternatives)}</div>
        """;

    private string Others(IReadOnlyList<Slot> slots) => slots.Count == 0 ? "" : $"""
        <h3>{page.T("instead")}</h3><ul class="times">{string.Concat(slots.Where(s => s.DoctorId == booking.DoctorId && s.VisitTypeId == booking.VisitTypeId)
            .Select(s => $"""<li><a href="{BookPage.Safe(page.Query.To(slot: s.Id.ToString()))}">{page.When(s.Range.Start, s.SiteId)}</a></li>"""))}</ul>
        """;

    private string Stamp(DateTime instant) => BookPage.Safe(page.Local(instant, booking.SiteId).ToString("d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture));

    private string Phone(bool late, string? site)
    {
        var phone = site ?? page.Facts.Profile.Phone;
        return phone is null ? "" : $"""<p>{page.T(late ? "late" : "call")} <a href="tel:{BookPage.Safe(phone)}">{BookPage.Safe(Domain.Patients.Phone.Format(phone))}</a></p>""";
    }
}
