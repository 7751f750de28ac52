using System.Globalization;
using System.Text;
using Clinic.Api.Availability;
using Clinic.Api.Challenges;
using Clinic.Api.Hosting;
using Clinic.Api.Sites;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Messages;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Api.Bookings;

/// <summary>Booking by strangers, and what the holder of a private link may do. Answers hold no personal data.</summary>
public static class BookingEndpoints
{
    public static void MapBookings(this IEndpointRouteBuilder routes)
    {
        var bookings = routes.MapGroup("/bookings");
        bookings.MapPost("", PostBooking).Accepts<BookingRequest>("application/json").RequireRateLimiting(PublicAccess.Writes).Challenged();
        bookings.MapGet("/{token}", GetBooking);
        bookings.MapGet("/{token}/calendar.ics", GetCalendar);
        bookings.MapPost("/{token}/confirm", Confirm).RequireRateLimiting(PublicAccess.Writes);
        bookings.MapPost("/{token}/cancel", Cancel).RequireRateLimiting(PublicAccess.Writes);
        bookings.MapPost("/{token}/move", Move).Accepts<MoveRequest>("application/json").RequireRateLimiting(PublicAccess.Writes);
        bookings.MapPost("/{token}/withdraw", Withdraw).Accepts<WithdrawRequest>("application/json").RequireRateLimiting(PublicAccess.Writes);
    }

    private static async Task<IResult> PostBooking(HttpRequest request, BookAppointment book, TimetableCache timetables, TimeProvider clock, CancellationToken cancel)
    {
        var key = request.IdempotencyKey();
        if (!key.Ok)
        {
            return key.Problem.Refuse();
        }

        if (key.Value.Length == 0)
        {
            return new Problem(ProblemCodes.IdempotencyMissing).Refuse();
        }

        var body = await request.ReadBody<BookingRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        var command = body.Value.Read(clock.Tomorrow(), key.Value, request.Headers.Origin);
        if (!command.Ok)
        {
            return command.Problem.Refuse();
        }

        var result = await book.Run(command.Value, Actor.Stranger, cancel);
        return result.Ok
            ? TypedResults.Created((string?)null, BookingResource.Of(result.Value, await SlotWriter.Load(timetables, cancel), withToken: true))
            : await result.Problem.At(body.Value.Hold is { Length: > 0 } ? "/hold" : "/slot").Refuse(timetables, cancel);
    }

    private static async Task<IResult> GetBooking(string token, FindVisit find, TimetableCache timetables, HttpResponse response, CancellationToken cancel)
    {
        response.Headers.CacheControl = "no-store";
        var visit = await find.Run(token, cancel);
        if (!visit.Ok)
        {
            return visit.Problem.Refuse();
        }

        var (booking, until, open) = visit.Value;
        var facts = (await timetables.Current(cancel)).Facts;
        var writer = SlotWriter.Of(facts);
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{booking.Version}\"");
        return TypedResults.Ok(new VisitResource(
            booking.Id.ToString(), booking.Code, booking.Status.Wire(), writer.Write(booking.Slot()), visit.Value.AskedToConfirm, open, open, writer.Local(booking.SiteId, until),
            [.. visit.Value.Consents.Select(c => new GivenResource(
                c.Kind.Wire(), c.Version, ConsentResource.Of(c.Version).Url, writer.Local(booking.SiteId, c.GivenAt), c.WithdrawnAt is { } gone ? writer.Local(booking.SiteId, gone) : null))],
            Said(visit.Value.Preparation), Said(facts.Sites[booking.SiteId].Directions), booking.Version));
    }

    private static string? Said(LocalText text) => text.ToString() is { Length: > 0 } said ? said : null;

    /// <summary>The visit for the patient's calendar, in the language of the request.</summary>
    private static async Task<IResult> GetCalendar(string token, FindVisit find, TimetableCache timetables, HostSettings settings, TimeProvider clock, HttpResponse response, CancellationToken cancel)
    {
        response.Headers.CacheControl = "no-store";
        var visit = await find.Run(token, cancel);
        if (!visit.Ok)
        {
            return visit.Problem.Refuse();
        }

        var (facts, booking, culture) = ((await timetables.Current(cancel)).Facts, visit.Value.Booking, CultureInfo.CurrentUICulture);
        var site = facts.Sites[booking.SiteId];
        var calendar = new VisitCalendar(booking, site, facts.Profile.Name, site.Phone ?? facts.Profile.Phone)
        {
            Link = settings.VisitLink(token, culture.TwoLetterISOLanguageName),
            Organizer = settings.Mail?.From,
        };
        var media = calendar.Method is { } method ? $"{VisitCalendar.MediaType}; charset=utf-8; method={method}" : $"{VisitCalendar.MediaType}; charset=utf-8";
        return TypedResults.File(Encoding.UTF8.GetBytes(calendar.Write(culture, clock.GetUtcNow().UtcDateTime)), media, "visit.ics");
    }

    private static async Task<IResult> Confirm(string token, HttpRequest request, ConfirmBooking confirm, TimetableCache timetables, CancellationToken cancel)
    {
        var seen = request.SeenVersion();
        if (!seen.Ok)
        {
            return seen.Problem.Refuse();
        }

        var result = await confirm.Run(token, seen.Value.Version, cancel);
        return result.Ok
            ? TypedResults.Ok(BookingResource.Of(result.Value, await SlotWriter.Load(timetables, cancel), withToken: false))
            : result.Problem.Refuse();
    }

    private static async Task<IResult> Cancel(string token, HttpRequest request, CancelBooking cancelBooking, TimetableCache timetables, CancellationToken cancel)
    {
        var seen = request.SeenVersion();
        if (!seen.Ok)
        {
            return seen.Problem.Refuse();
        }

        var result = await cancelBooking.Run(BookingRef.Token(token), seen.Value.Version, byPatient: true, Actor.Stranger, cancel);
        return result.Ok
            ? TypedResults.Ok(BookingResource.Of(result.Value, await SlotWriter.Load(timetables, cancel), withToken: false))
            : result.Problem.Refuse();
    }

    private static async Task<IResult> Move(string token, HttpRequest request, MoveBooking move, TimetableCache timetables, CancellationToken cancel)
    {
        var seen = request.SeenVersion();
        if (!seen.Ok)
        {
            return seen.Problem.Refuse();
        }

        var body = await request.ReadBody<MoveRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        if (!SlotId.TryParse(body.Value.Slot, out var slot))
        {
            return Problem.Field("/slot", string.IsNullOrEmpty(body.Value.Slot) ? ProblemCodes.Required : ProblemCodes.BadValue).Refuse();
        }

        var result = await move.Run(BookingRef.Token(token), slot, seen.Value.Version, Actor.Stranger, cancel);
        return result.Ok
            ? TypedResults.Ok(BookingResource.Of(result.Value, await SlotWriter.Load(timetables, cancel), withToken: false))
            : await result.Problem.At("/slot").Refuse(timetables, cancel);
    }

    private static async Task<IResult> Withdraw(string token, HttpRequest request, WithdrawByLink withdraw, TimetableCache timetables, CancellationToken cancel)
    {
        var seen = request.SeenVersion();
        if (!seen.Ok)
        {
            return seen.Problem.Refuse();
        }

        var body = await request.ReadBody<WithdrawRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        if (ConsentKinds.Parse(body.Value.Consent) is not { } kind)
        {
            return Problem.Field("/consent", string.IsNullOrEmpty(body.Value.Consent) ? ProblemCodes.Required : ProblemCodes.BadValue).Refuse();
        }

        var result = await withdraw.Run(new(BookingRef.Token(token), kind, seen.Value.Version) { Cancel = body.Value.Cancel }, Actor.Stranger, cancel);
        return result.Ok
            ? TypedResults.Ok(BookingResource.Of(result.Value, await SlotWriter.Load(timetables, cancel), withToken: false))
            : result.Problem.Refuse();
    }

    private sealed record MoveRequest(string? Slot);

    private sealed record WithdrawRequest(string? Consent, bool? Cancel);

    private sealed record GivenResource(string Kind, string Version, string Url, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt);

    private sealed record BookingResource(string Id, string Code, string? Token, string Status, SlotResource Slot)
    {
        internal static BookingResource Of(BookingReceipt receipt, SlotWriter writer, bool withToken) =>
            new(receipt.Id.ToString(), receipt.Code, withToken ? receipt.Token : null, receipt.Status.Wire(), writer.Write(receipt.Slot));
    }

    /// <param name="ConfirmAsked">Whether it is time to ask the patient whether they will come.</param>
    /// <param name="ChangeUntil">Until then the patient may move or cancel.</param>
    /// <param name="Consents">Given with the booking, withdrawn or not.</param>
    /// <param name="Preparation">How the patient prepares, with line breaks; null where nothing is to be done.</param>
    /// <param name="Directions">How the patient finds the entrance, with line breaks; null where the address says it all.</param>
    /// <param name="Version">Also the ETag, which pages of other origins cannot read; for If-Match.</param>
    private sealed record VisitResource(string Id, string Code, string Status, SlotResource Slot, bool ConfirmAsked, bool CanMove, bool CanCancel, DateTimeOffset ChangeUntil,
        IReadOnlyList<GivenResource> Consents, string? Preparation, string? Directions, int Version);
}
