using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Books a visit from a free cell, keeping the time meanwhile. Closes with the receipt.</summary>
public sealed partial class BookPanel(
    ReadOpenTimes read, ReadPatientBackground know, BookAppointment book, FindEarlierBooking earlier, CurrentUser user, ActingUser acting, DialogService dialogs,
    IDbContextFactory<ClinicDb> factory, TimeProvider clock) : IAsyncDisposable
{
    // One per panel: a second click or Enter, however fast, and a repeat after a lost connection are the same wish and never a second booking.
    private string key = Guid.NewGuid().ToString("N");
    private readonly CoverDraft cover = new();
    private OpenTimes? times;
    private DoctorId doctor;
    private OpenOffer? chosen;
    private bool typeChosen;
    private Slot? slot;
    private string? room;
    private Person? patient;
    private PatientBackground? background;
    private PersonDraft? person;
    private string? comment;
    private bool consent;
    private Problem? problem;
    private Problem? asked;
    private PanelFaults faults = PanelFaults.None;
    private IReadOnlyDictionary<DoctorId, PersonName> names = new Dictionary<DoctorId, PersonName>();
    private bool canOverride;
    private bool unfinished;
    private bool busy;
    private PersonForm? form;

    [Parameter, EditorRequired]
    public DoctorId Doctor { get; set; }

    [Parameter, EditorRequired]
    public SiteId Site { get; set; }

    [Parameter, EditorRequired]
    public DateTime Start { get; set; }

    /// <summary>The visit that was looked for; else what is usual for the patient.</summary>
    [Parameter]
    public VisitTypeId? VisitType { get; set; }

    /// <summary>Whom it is for, where that is known already.</summary>
    [Parameter]
    public Person? For { get; set; }

    /// <summary>A new patient of whom something is known already.</summary>
    [Parameter]
    public PersonDraft? New { get; set; }

    /// <summary>What the booking can be taken back by.</summary>
    [Parameter]
    public Guid? Batch { get; set; }

    protected override Task OnInitializedAsync() => Begin();

    private Task Begin() => Safely(async () =>
    {
        problem = null;
        var actor = await user.Actor();
        canOverride = actor.Can(Rights.Override);
        if (await Resume(actor))
        {
            return;
        }

        (person, typeChosen) = (New, VisitType is not null);
        await LoadTimes(Doctor, Start, VisitType);
        await Hold();
        if (For is not null && times is not null)
        {
            await Choose(For);
        }
    });

    private async Task LoadTimes(DoctorId with, DateTime start, VisitTypeId? type)
    {
        var answer = await read.Run(with, Site, start, await user.Actor(), CancellationToken.None);
        if (!answer.Ok)
        {
            problem = answer.Problem;
            return;
        }

        (times, doctor) = (answer.Value, with);
        Offer(times.Offers.FirstOrDefault(o => o.VisitTypeId == type) ?? times.Usual(start, WasHere), start);
    }

    private bool? WasHere => person is not null ? false : patient is null ? null : background?.WasHere;

    private void Offer(OpenOffer? offer, DateTime start)
    {
        chosen = offer;
        slot = offer?.Starts.MinBy(s => (s.Range.Start - start).Duration());
        cover.Suit(offer?.Payments ?? PaymentKinds.All);
    }

    private Task Choose(Person? one) => Safely(async () =>
    {
        (patient, background, unfinished) = (one, null, false);
        if (one?.Card is { } card && times is not null && slot is not null)
        {
            background = (await know.Run(card, doctor, times.Site.LocalDate(slot.Range.Start), await user.Actor(), CancellationToken.None)).Value;
        }

        cover.Know(background?.Policies ?? []);
        await Suit();
        if (one is not null)
        {
            focus = cover.Missing(chosen?.ReferralRequired == true) ?? "visit-book";
        }
    });

    private Task TypeNew(string text) => Safely(async () =>
    {
        (person, patient, background, unfinished) = (PersonDraft.From(text), null, null, false);
        cover.Know([]);
        await Suit();
    });

    private Task Known(Person known)
    {
        person = null;
        return Choose(known);
    }

    private Task BackToSearch()
    {
        person = null;
        return Keep();
    }

    /// <summary>A first or a repeat visit, as it is for this patient, unless the desk has said.</summary>
    private async Task Suit()
    {
        if (!typeChosen && times is not null && slot is not null && times.Usual(slot.Range.Start, WasHere) is { } usual && usual.VisitTypeId != chosen?.VisitTypeId)
        {
            Offer(usual, slot.Range.Start);
            await Hold();
        }

        await Keep();
    }

    private Task PickType(string? value) => Safely(async () =>
    {
        typeChosen = true;
        Offer(times!.Offers.FirstOrDefault(o => o.VisitTypeId.ToString() == value) ?? chosen, slot?.Range.Start ?? Start);
        await Hold();
    });

    private Task PickStart(string? value) => Safely(async () =>
    {
        slot = chosen!.Starts.FirstOrDefault(s => s.Id.ToString() == value) ?? slot;
        await Hold();
    });

    private Task TakeAlternative(Slot other) => Safely(async () =>
    {
        await Release();
        await LoadTimes(other.DoctorId, other.Range.Start, other.VisitTypeId);
        await Hold();
        focus = "visit-book";
    });

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

    /// <summary>A database that is away is said, and what was typed stays for the next try.</summary>
    private async Task Safely(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
