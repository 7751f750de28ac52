using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;

namespace Clinic.Api.Widget.Book;

/// <summary>The confirmation: what the visitor keeps. Nothing of what was typed is read back.</summary>
internal static class BookedStep
{
    public static string Html(BookPage page, Booking booking, string token)
    {
        var slot = booking.Slot();
        var pending = booking.Status == BookingStatus.Pending;
        var safe = Uri.EscapeDataString(token);
        return $"""
            <h2>{page.T(pending ? "wished" : "done")}</h2>{(pending ? $"<p>{page.T("pending")}</p>" : "")}
            <p class="ticket">{page.T("code")}<br><strong class="code">{BookPage.Safe(booking.Code)}</strong></p>
            {Facts(page, slot)}
            <p><a href="{BookPage.Safe(page.Query.To($"/visit/{safe}"))}">{page.T("manage")}</a><br><span class="mute">{page.T("manageNote")}</span></p>
            <p><a href="/api/v1/bookings/{safe}/calendar.ics">{page.T("calendar")}</a></p>{page.Phone}
            """;
    }

    /// <summary>When, with whom, what, where.</summary>
    public static string Facts(BookPage page, Slot slot)
    {
        var doctor = page.Facts.Doctors.TryGetValue(slot.DoctorId, out var who) ? page.Name(who) : "";
        var site = page.Facts.Sites[slot.SiteId];
        return $"""
            <dl><dt>{page.T("when")}</dt><dd>{page.When(slot.Range.Start, slot.SiteId)}</dd><dt>{page.T("doctor")}</dt><dd>{doctor}</dd>
            <dt>{page.T("visitType")}</dt><dd>{page.Kind(slot)}</dd><dt>{page.T("where")}</dt><dd>{BookPage.Safe(site.Name.ToString())}, {BookPage.Safe(site.Address.ToString())}</dd></dl>
            """;
    }
}
