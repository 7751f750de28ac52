using System.Globalization;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Bookings;

/// <summary>The press of the button: what is sent, and where a refusal is shown.</summary>
public sealed partial class BookPanel
{
    private Task Book((string Reason, bool PatientToo)? over) => Safely(async () =>
    {
        if (busy || times is null || slot is null)
        {
            return;
        }

        var details = person?.Check(times.Site.LocalDate(clock.GetUtcNow().UtcDateTime));
        unfinished = person is null && patient is null;
        if (unfinished || (person is not null && details is null))
        {
            faults = cover.Missing(chosen?.ReferralRequired == true);
            focus = unfinished ? "patient-search" : null;
            await (form?.FocusFault() ?? Task.CompletedTask);
            return;
        }

        busy = true;
        StateHasChanged();
        try
        {
            await Send(new()
            {
                Slot = hold is null ? slot.Id : null,
                Hold = hold?.Id,
                Patient = person is null ? patient!.Card : null,
                Contact = details,
                Payment = cover.Kind,
                Insurer = cover.Insurer,
                Policy = cover.Policy,
                Referral = Blank(cover.Referral),
                Override = over?.Reason,
                OverridePatient = over?.PatientToo == true,
                ConsentOnPaper = consent && background?.Agreed != true,
                ConsentLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
                Comment = Blank(comment),
                IdempotencyKey = key,
            });
        }
        finally
        {
            busy = false;
        }
    });

    private async Task Send(BookCommand command)
    {
        var actor = (await acting.Now()) with { Batch = Batch };
        var answer = await book.Run(command, actor, CancellationToken.None);
        if (answer.Problem?.Code == ProblemCodes.HoldExpired && command.Hold is not null)
        {
            // Nobody else may have taken it yet.
            Lapse();
            answer = await book.Run(command with { Hold = null, Slot = slot!.Id }, actor, CancellationToken.None);
        }

        if (answer.Problem?.Code == ProblemCodes.IdempotencyMismatch)
        {
            // It was booked before the answer was lost, and something was typed since.
            answer = await earlier.Run(key, actor, CancellationToken.None);
        }

        if (answer.Ok)
        {
            // Not the panel's to give back any more.
            hold = null;
            dialogs.CloseSide(answer.Value);
            return;
        }

        await Refused(answer.Problem);
    }

    /// <summary>At its field where there is one, in words above the buttons otherwise.</summary>
    private async Task Refused(Problem refusal)
    {
        faults = new(refusal.Errors);
        var aboutPerson = person?.Blame(refusal.Errors) == true;
        var atFields = refusal.Code == ProblemCodes.Invalid && (aboutPerson || faults.First is not null);
        (asked, problem) = (refusal.Errors.Any(e => e.Pointer == "/override/reason") ? asked : refusal, atFields ? null : refusal);
        focus = faults.First;
        if (aboutPerson)
        {
            await form!.FocusFault();
        }

        await Name(refusal.Alternatives);
    }

    private async Task Name(IReadOnlyList<Slot> slots)
    {
        await using var db = await factory.CreateDbContextAsync();
        var doctors = slots.Select(s => s.DoctorId).Distinct().ToList();
        names = await db.Doctors.Where(d => doctors.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
