using System.Globalization;
using Clinic.Domain.Bookings;

namespace Clinic.Api.Widget.Book;

/// <summary>The confirmation: what the visitor keeps. Nothing of what was typed is read back.</summary>
internal static class BookedStep
{
    public static string Html(BookPage page, Booking booking, string token)
    {
        var slot = booking.Slot();
        var local = page.Local(slot);
        var doctor = page.Facts.Doctors.TryGetValue(slot.DoctorId, out var who) ? page.Name(who) : "";
        var site = page.Facts.Sites[slot.SiteId];
        var pending = booking.Status == BookingStatus.Pending;
        var safe = Uri.EscapeDataString(token);
        return $"""
            <h2>{page.T(pending ? "wished" : "done")}</h2>{(pending ? $"<p>{page.T("pending")}</p>" : "")}
            <p class="ticket">{page.T("code")}<br><strong class="code">{BookPage.Safe(booking.Code)}</strong></p>
            <dl><dt>{page.T("when")}</dt><dd>{page.Day(local)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}</dd><dt>{page.T("doctor")}</dt><dd>{doctor}</dd>
            <dt>{page.T("visitType")}</dt><dd>{page.Kind(slot)}</dd><dt>{page.T("where")}</dt><dd>{BookPage.Safe(site.Name.ToString())}, {BookPage.Safe(site.Address.ToString())}</dd></dl>
            <p><a href="/visit?lang={CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}#{safe}">{page.T("manage")}</a><br><span class="mute">{page.T("manageNote")}</span></p>
            <p><a href="/api/v1/bookings/{safe}/calendar.ics">{page.T("calendar")}</a></p>{page.Phone}
            """;
    }
}
