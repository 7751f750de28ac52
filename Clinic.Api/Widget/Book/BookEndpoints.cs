using System.Globalization;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Codes;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Api.Widget.Book;

/// <summary>
/// The hosted page: the widget, and under it the same way to a booking in plain pages and one form, for browsers without script. The form
/// books through the same use case as every other door.
/// </summary>
internal static class BookEndpoints
{
    private const int Days = 31;

    internal static void MapBook(this IEndpointRouteBuilder routes)
    {
        var book = routes.MapGroup("/book").Public().ExcludeFromDescription().WithMetadata(new PageRefusal((context, problem) => BookPage.Refuse(context, problem, "bookTitle")));
        book.MapGet("", GetBook);

        // Counted as a write by the form itself, which is shown again where there are too many.
        book.MapPost("", PostBook);
        book.MapGet("/{token}", GetBooked);
    }

    private static async Task<IResult> GetBook(
        [AsParameters] BookQuery query, FindSlots find, FormPages pages, TimetableCache timetables, HostSettings settings, TimeProvider clock, HttpResponse response, CancellationToken cancel)
    {
        Speak(query);
        if (query.SlotId is { } slot)
        {
            return await pages.Ask(query, slot, response, cancel);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var wanted = query.Wanted.Known((await timetables.Current(cancel)).Facts) with { Window = new(now, now.AddDays(Days)) };
        if (query.DoctorId is { } doctor)
        {
            var (slots, facts) = await find.Run(wanted, cancel);
            if (facts.Doctors.TryGetValue(doctor, out var known) && known.BookableOnline)
            {
                var own = new BookPage(query, facts, settings);
                return own.Answer(response, ChooseStep.Days(own, slots), widget: true);
            }
        }

        var nearest = await find.Nearest(wanted with { Doctor = null }, cancel, ChooseStep.TimesPerDoctor);
        var page = new BookPage(query, nearest.Facts, settings);
        return page.Answer(response, ChooseStep.Doctors(page, nearest.Slots), widget: true);
    }

    private static async Task<IResult> PostBook([AsParameters] BookQuery query, HttpRequest request, BookAppointment book, AskCode ask, FormPages pages, TimeProvider clock, CancellationToken cancel)
    {
        Speak(query);
        if (await Read(request, cancel) is not { } form)
        {
            return new Problem(ProblemCodes.UnsupportedMediaType).Refuse();
        }

        if (!SlotId.TryParse(form["slot"], out var slot))
        {
            return Results.Redirect(query.To());
        }

        var response = request.HttpContext.Response;
        if (await pages.Check(form, request.HttpContext, cancel) is { } refusal)
        {
            return await pages.Answer(query, form, slot, refusal, response, widget: false, cancel);
        }

        var command = form.Request.Read(clock.Tomorrow(), form.Key, request.Headers.Origin);
        var problem = command.Problem;
        if (command.Ok)
        {
            var booked = await book.Run(command.Value, Actor.Stranger, cancel);
            if (booked.Ok)
            {
                response.Headers.CacheControl = "no-store";
                response.Headers.Location = query.To($"/book/{booked.Value.Token}");
                return Results.StatusCode(StatusCodes.Status303SeeOther);
            }

            problem = booked.Problem;
        }

        // Asked for a code, or for another one: it is sent at once, and the form shown again with a field for it.
        if (problem is { Code: ProblemCodes.CodeRequired, Errors: [{ Pointer: var pointer }, ..] } && form.Address(pointer) is { } address)
        {
            var sent = await ask.Run(address, cancel);
            return await pages.Answer(query, form, slot, sent.Ok ? new() { Problem = new(ProblemCodes.CodeRequired), Code = (sent.Value.Id, address) } : new() { Problem = sent.Problem }, response, widget: false, cancel);
        }

        // Sent before, and something was changed since: the visit is there, whatever became of its answer.
        var before = problem?.Code == ProblemCodes.IdempotencyMismatch;
        return await pages.Answer(query, form, slot, new() { Problem = problem, Notice = before ? "plainBefore" : null, Call = before }, response, widget: false, cancel);
    }

    private static async Task<IResult> GetBooked(
        string token, [AsParameters] BookQuery query, FindVisit find, TimetableCache timetables, HostSettings settings, HttpResponse response, CancellationToken cancel)
    {
        Speak(query);
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        var visit = await find.Run(token, cancel);
        var page = new BookPage(query, (await timetables.Current(cancel)).Facts, settings);
        return visit.Ok
            ? page.Answer(response, BookedStep.Html(page, visit.Value.Booking, token), widget: false)
            : page.Answer(response, $"""<h2>{page.T("noVisit")}</h2>{page.Phone}""", widget: false, StatusCodes.Status404NotFound);
    }

    internal static async Task<BookForm?> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return new(await request.ReadFormAsync(cancel));
        }
        catch (Exception error) when (error.IsUnreadableForm())
        {
            return null;
        }
    }

    internal static void Speak(BookQuery query)
    {
        if (LocalText.Languages.Contains(query.Lang))
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(query.Lang!);
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture;
    }
}
