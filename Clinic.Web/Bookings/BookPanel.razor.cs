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
    private DateTime? wanted;
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

        (times, doctor, wanted) = (answer.Value, with, start);
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
            focus = cover.Missing(chosen?.ReferralRequired == true).First ?? "visit-book";
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
        wanted = slot?.Range.Start;
        await Hold();
    });

    private Task TakeAlternative(Slot other) => Safely(async () =>
    {
        await Release();
        await LoadTimes(other.DoctorId, other.Range.Start, other.VisitTypeId);
        await Hold();
        focus = "visit-book";
    });

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
}
