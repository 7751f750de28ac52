using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Api.Hosting;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Api.Widget.Book;

/// <summary>
/// The private link's page without script: see the visit, confirm it, move it, cancel it, take a consent back. Each step is a page, each change a form that is answered by a
/// redirect; all through the use cases of the other doors. The token is in the path, for no browser sends what stands after #.
/// </summary>
internal static partial class VisitEndpoints
{
    internal static void MapVisit(this IEndpointRouteBuilder routes)
    {
        var visit = routes.MapGroup("/visit").Public().ExcludeFromDescription().WithMetadata(new PageRefusal((context, problem) => BookPage.Refuse(context, problem, "visit")));
        visit.MapPost("", PostLink).RequireRateLimiting(PublicAccess.Writes);
        visit.MapGet("/{token}", GetVisit);
        visit.MapPost("/{token}/confirm", PostConfirm).RequireRateLimiting(PublicAccess.Writes);
        visit.MapPost("/{token}/cancel", PostCancel).RequireRateLimiting(PublicAccess.Writes);
        visit.MapPost("/{token}/move", PostMove).RequireRateLimiting(PublicAccess.Writes);
        visit.MapPost("/{token}/withdraw", PostWithdraw).RequireRateLimiting(PublicAccess.Writes);
    }

    /// <summary>The link as it stands in the message, typed into a form: its token leads to the page.</summary>
    private static async Task<IResult> PostLink([AsParameters] BookQuery query, HttpRequest request, CancellationToken cancel)
    {
        var token = await BookEndpoints.Read(request, cancel) is { } form && Token().Match(form["link"] ?? "") is { Success: true } match ? match.Value : "-";
        return SeeOther(request.HttpContext.Response, At(token, query).To());
    }

    private static async Task<IResult> GetVisit(string token, string? ask, string? news, [AsParameters] BookQuery query, VisitPages pages, HttpResponse response, CancellationToken cancel) =>
        await pages.Answer(token, At(token, query), new() { Ask = ask, News = news, Slot = query.Slot, Day = query.Day }, null, response, cancel);

    private static async Task<IResult> PostConfirm(string token, [AsParameters] BookQuery query, HttpRequest request, ConfirmBooking confirm, VisitPages pages, CancellationToken cancel)
    {
        BookEndpoints.Speak(query);
        var form = await BookEndpoints.Read(request, cancel);
        var result = await confirm.Run(token, Seen(form), cancel);
        return await Done(token, query, result.Problem, "confirmed", pages, request.HttpContext.Response, cancel);
    }

    private static async Task<IResult> PostCancel(string token, [AsParameters] BookQuery query, HttpRequest request, CancelBooking cancelBooking, VisitPages pages, CancellationToken cancel)
    {
        BookEndpoints.Speak(query);
        var form = await BookEndpoints.Read(request, cancel);
        var result = await cancelBooking.Run(BookingRef.Token(token), Seen(form), byPatient: true, Actor.Stranger, cancel);
        return await Done(token, query, result.Problem, "cancelDone", pages, request.HttpContext.Response, cancel);
    }

    private static async Task<IResult> PostMove(string token, [AsParameters] BookQuery query, HttpRequest request, MoveBooking move, VisitPages pages, CancellationToken cancel)
    {
        BookEndpoints.Speak(query);
        var form = await BookEndpoints.Read(request, cancel);
        var problem = !SlotId.TryParse(form?["slot"], out var slot) ? Problem.Field("/slot", ProblemCodes.BadValue)
            : (await move.Run(BookingRef.Token(token), slot, Seen(form), Actor.Stranger, cancel)).Problem;
        return await Done(token, query, problem, "moved", pages, request.HttpContext.Response, cancel);
    }

    private static async Task<IResult> PostWithdraw(string token, [AsParameters] BookQuery query, HttpRequest request, WithdrawByLink withdraw, VisitPages pages, CancellationToken cancel)
    {
        BookEndpoints.Speak(query);
        var form = await BookEndpoints.Read(request, cancel);
        var problem = ConsentKinds.Parse(form?["consent"]) is not { } kind ? Problem.Field("/consent", ProblemCodes.BadValue)
            : (await withdraw.Run(new(BookingRef.Token(token), kind, Seen(form)) { Cancel = bool.TryParse(form?["cancel"], out var cancels) ? cancels : null }, Actor.Stranger, cancel)).Problem;
        return await Done(token, query, problem, "withdrawDone", pages, request.HttpContext.Response, cancel);
    }

    /// <summary>Onwards to the visit as it stands now; what was refused is said on it.</summary>
    private static async Task<IResult> Done(string token, BookQuery query, Problem? problem, string news, VisitPages pages, HttpResponse response, CancellationToken cancel) => problem is null
        ? SeeOther(response, QueryHelpers.AddQueryString(At(token, query).To(), "news", news))
        : await pages.Answer(token, At(token, query), new(), problem, response, cancel);

    private static IResult SeeOther(HttpResponse response, string path)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The language goes along and nothing else.</summary>
    private static BookQuery At(string token, BookQuery query) => new() { Lang = query.Lang, Path = $"/visit/{Uri.EscapeDataString(token)}" };

    private static int? Seen(BookForm? form) => int.TryParse(form?["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    [GeneratedRegex("[A-Za-z0-9_-]{20,64}$")]
    private static partial Regex Token();
}
