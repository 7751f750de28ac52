using Clinic.Api.Hosting;
using Clinic.Domain.Availability;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;

namespace Clinic.Api.Widget.Book;

/// <summary>Makes the pages of the form, and says why one that was sent back is not taken.</summary>
internal sealed class FormPages(FindSlots find, FormStamp stamps, ApiLimits limits, HostSettings settings, TimeProvider clock)
{
    private const int Days = 31;

    private ChallengeDemand Demand => settings.ApiLimits.Challenge;

    /// <summary>Null where the form may book.</summary>
    internal async ValueTask<Refusal?> Check(BookForm form, HttpContext context, CancellationToken cancel) =>
        form.IsTrapped || !limits.Take(context) ? new() { Problem = new(ProblemCodes.RateLimited), Call = true }

        // Without script nobody solves a challenge.
        : Demand == ChallengeDemand.Always ? new() { Notice = "plainClosed", Call = true }
        : Demand == ChallengeDemand.Suspicious && limits.IsSuspicious(context) ? new() { Notice = "plainWait", Call = true }
        : await stamps.Age(form[BookForm.Stamp], form.Key, cancel) switch
        {
            FormAge.TooYoung => new() { Notice = "plainSoon", KeepsStamp = true },
            FormAge.TooOld => new() { Notice = "plainOld" },
            _ => null,
        };

    /// <summary>The empty form; where every booking has its price, who to call instead.</summary>
    internal Task<IResult> Ask(BookQuery query, SlotId slot, HttpResponse response, CancellationToken cancel) =>
        Answer(query, new(null), slot, Demand == ChallengeDemand.Always ? new() { Notice = "plainClosed", Call = true } : null, response, widget: true, cancel);

    /// <summary>The form for a slot, with what was typed; where it is no longer to be had, the times that are.</summary>
    internal async Task<IResult> Answer(BookQuery query, BookForm form, SlotId id, Refusal? refusal, HttpResponse response, bool widget, CancellationToken cancel)
    {
        query.Doctor = id.DoctorId.ToString();
        query.VisitType = id.VisitTypeId.ToString();

        // The doctor's slots of the same type, as far as that slot at least.
        var now = clock.GetUtcNow().UtcDateTime;
        var end = now.AddDays(Days);
        var (slots, facts) = await find.Run(new() { Doctor = id.DoctorId, VisitType = id.VisitTypeId, Window = new(now, id.Start > end ? id.Start.AddDays(1) : end) }, cancel);
        var page = new BookPage(query, facts, settings);
        var problem = refusal?.Problem;
        var status = refusal is null || widget ? StatusCodes.Status200OK : problem?.Alternatives.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        if (!facts.Doctors.TryGetValue(id.DoctorId, out var doctor) || !doctor.BookableOnline)
        {
            query.Doctor = query.VisitType = null;
            var nearest = await find.Nearest(new() { Window = new(now, end) }, cancel, ChooseStep.TimesPerDoctor);
            return page.Answer(response, ChooseStep.Doctors(page, nearest.Slots, Problem.Text(ProblemCodes.UnknownDoctor)), widget, status);
        }

        // A time that has been taken meanwhile can still be talked about: others are offered in the form.
        var slot = slots.FirstOrDefault(s => s.Id == id) ?? (problem?.Alternatives.Count > 0 ? problem.Alternatives[0] : null);
        if (slot is null)
        {
            // A notice by itself asks for the form once more, which helps nobody whose time is gone.
            return page.Answer(response, ChooseStep.Days(page, slots, refusal is { Problem: not null, Notice: { } notice } ? page.T(notice) : Problem.Text(problem?.Code ?? ProblemCodes.SlotTaken)), widget, status);
        }

        if (form.IsEmpty && refusal is not null)
        {
            return page.Answer(response, new FormStep(page, form, slot, refusal).Opening(), widget, status);
        }

        var key = problem?.Code == ProblemCodes.IdempotencyMismatch ? form.NewKey : form.Key;
        var keeps = form.Key == key && (refusal?.KeepsStamp == true || await stamps.Age(form[BookForm.Stamp], key, cancel) == FormAge.Right);
        var stamp = keeps ? form[BookForm.Stamp]! : await stamps.Make(key, cancel);
        return page.Answer(response, new FormStep(page, form, slot, refusal) { Key = key, Stamp = stamp }.Html(), widget, status);
    }
}

/// <summary>Why the form is shown again.</summary>
internal sealed record Refusal
{
    /// <summary>What the booking was refused for.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Or a text of the page's own.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the clinic's phone stands beside the text, as the other way.</summary>
    public bool Call { get; init; }

    /// <summary>The code that is on its way, and to whom.</summary>
    public (Guid Id, string Email)? Code { get; init; }

    /// <summary>Whether the form may be sent as it is a little later.</summary>
    public bool KeepsStamp { get; init; }
}
