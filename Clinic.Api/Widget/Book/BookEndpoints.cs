using System.Globalization;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
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
    private const int TimesPerDoctor = 4;

    internal static void MapBook(this IEndpointRouteBuilder routes)
    {
        var book = routes.MapGroup("/book").Public().ExcludeFromDescription();
        book.MapGet("", GetBook);
        book.MapPost("", PostBook).RequireRateLimiting(PublicAccess.Writes);
        book.MapGet("/{token}", GetBooked);
    }

    private static async Task<IResult> GetBook([AsParameters] BookQuery query, FindSlots find, HostSettings settings, TimeProvider clock, HttpResponse response, CancellationToken cancel)
    {
        Speak(query);
        var now = clock.GetUtcNow().UtcDateTime;
        if (query.SlotId is { } slot)
        {
            return await Form(query, find, settings, new(null), slot, null, response, now, widget: true, cancel);
        }

        var wanted = query.Wanted with { Window = new(now, now.AddDays(Days)) };
        if (query.DoctorId is { } doctor)
        {
            var (slots, facts) = await find.Run(wanted, cancel);
            if (facts.Doctors.TryGetValue(doctor, out var known) && known.BookableOnline)
            {
                var own = new BookPage(query, facts, settings);
                return own.Answer(response, ChooseStep.Days(own, slots), widget: true);
            }
        }

        var nearest = await find.Nearest(wanted with { Doctor = null }, cancel, TimesPerDoctor);
        var page = new BookPage(query, nearest.Facts, settings);
        return page.Answer(response, ChooseStep.Doctors(page, nearest.Slots), widget: true);
    }

    private static async Task<IResult> PostBook([AsParameters] BookQuery query, HttpRequest request, BookAppointment book, ApiLimits limits, FindSlots find, HostSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        Speak(query);
        if (await Read(request, cancel) is not { } form)
        {
            return new Problem(ProblemCodes.UnsupportedMediaType).Refuse();
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (!SlotId.TryParse(form["slot"], out var slot))
        {
            return Results.Redirect(query.To());
        }

        // Without script nobody solves a challenge: whoever would be asked to waits.
        if (form.IsTrapped || (settings.ApiLimits.Challenge != ChallengeDemand.Off && limits.IsSuspicious(request.HttpContext)))
        {
            return await Form(query, find, settings, form, slot, new(ProblemCodes.RateLimited), request.HttpContext.Response, now, widget: false, cancel);
        }

        var command = form.Request.Read(DateOnly.FromDateTime(now).AddDays(1), form.Key, request.Headers.Origin);
        var problem = command.Problem;
        if (command.Ok)
        {
            var booked = await book.Run(command.Value, Actor.Stranger, cancel);
            if (booked.Ok)
            {
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                request.HttpContext.Response.Headers.Location = query.To($"/book/{booked.Value.Token}");
                return Results.StatusCode(StatusCodes.Status303SeeOther);
            }

            problem = booked.Problem;
        }

        return await Form(query, find, settings, form, slot, problem, request.HttpContext.Response, now, widget: false, cancel);
    }

    private static async Task<IResult> GetBooked(
        string token, [AsParameters] BookQuery query, FindVisit find, TimetableCache timetables, HostSettings settings, HttpResponse response, CancellationToken cancel)
    {
        Speak(query);
        var visit = await find.Run(token, cancel);
        var page = new BookPage(query, (await timetables.Current(cancel)).Facts, settings);
        return visit.Ok
            ? page.Answer(response, BookedStep.Html(page, visit.Value.Booking, token), widget: false)
            : page.Answer(response, $"""<h2>{page.T("noVisit")}</h2>{page.Phone}""", widget: false, StatusCodes.Status404NotFound);
    }

    /// <summary>The form for a slot; where it is no longer to be had, the times that are.</summary>
    private static async Task<IResult> Form(
        BookQuery query, FindSlots find, HostSettings settings, BookForm form, SlotId id, Problem? problem, HttpResponse response, DateTime now, bool widget, CancellationToken cancel)
    {
        query.Doctor = id.DoctorId.ToString();
        query.VisitType = id.VisitTypeId.ToString();

        // The doctor's slots of the same type, as far as that slot at least.
        var end = now.AddDays(Days);
        var (slots, facts) = await find.Run(new() { Doctor = id.DoctorId, VisitType = id.VisitTypeId, Window = new(now, id.Start > end ? id.Start.AddDays(1) : end) }, cancel);
        var page = new BookPage(query, facts, settings);
        var status = problem is null ? StatusCodes.Status200OK : problem.Alternatives.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        if (!facts.Doctors.TryGetValue(id.DoctorId, out var doctor) || !doctor.BookableOnline)
        {
            return Results.Redirect("/book");
        }

        // A time that has been taken meanwhile can still be talked about: others are offered in the form.
        var slot = slots.FirstOrDefault(s => s.Id == id) ?? (problem?.Alternatives.Count > 0 ? problem.Alternatives[0] : null);
        return slot is null
            ? page.Answer(response, ChooseStep.Days(page, slots, Problem.Text(problem?.Code ?? ProblemCodes.SlotTaken)), widget, status)
            : page.Answer(response, new FormStep(page, form, slot, problem).Html(), widget, status);
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
        catch (InvalidDataException)
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
