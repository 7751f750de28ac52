using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Books a visit from a free cell. Closes with the receipt.</summary>
public sealed partial class BookPanel(
    ReadOpenTimes read, BookAppointment book, CurrentUser user, DialogService dialogs, IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    // Made once per panel: a second click or Enter, however fast, is the same wish and never a second booking.
    private readonly string key = Guid.NewGuid().ToString("N");
    private OpenTimes? times;
    private OpenOffer? chosen;
    private Slot? slot;
    private Person? patient;
    private PersonDraft? draft;
    private string? comment;
    private Problem? problem;
    private IReadOnlyDictionary<DoctorId, PersonName> names = new Dictionary<DoctorId, PersonName>();
    private bool unfinished;
    private bool busy;
    private bool toSubmit;
    private ElementReference submit;
    private PersonForm? form;

    [Parameter, EditorRequired]
    public DoctorId Doctor { get; set; }

    [Parameter, EditorRequired]
    public SiteId Site { get; set; }

    [Parameter, EditorRequired]
    public DateTime Start { get; set; }

    /// <summary>The visit that was looked for; else the doctor's first that can begin then.</summary>
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

    private DialogService Dialogs => dialogs;

    protected override Task OnInitializedAsync()
    {
        (patient, draft, toSubmit) = (For, New, For is not null);
        return LoadTimes(Doctor, Start, VisitType);
    }

    private async Task LoadTimes(DoctorId doctor, DateTime start, VisitTypeId? type)
    {
        var answer = await read.Run(doctor, Site, start, await user.Actor(), CancellationToken.None);
        if (!answer.Ok)
        {
            problem = answer.Problem;
            return;
        }

        times = answer.Value;

        // The doctor's first visit that can begin at the time pointed at; else the first at all.
        chosen = times.Offers.FirstOrDefault(o => o.VisitTypeId == type)
            ?? times.Offers.FirstOrDefault(o => o.Starts.Any(s => s.Range.Start == start))
            ?? (times.Offers.Count > 0 ? times.Offers[0] : null);
        slot = Nearest(chosen, start);
    }

    private static Slot? Nearest(OpenOffer? offer, DateTime start) => offer?.Starts.MinBy(s => (s.Range.Start - start).Duration());

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (toSubmit && times is { Offers.Count: > 0 })
        {
            toSubmit = false;
            await submit.FocusAsync();
        }
    }

    private void Choose(Person? person)
    {
        patient = person;
        unfinished = false;
        toSubmit = person is not null;
    }

    private void Known(Person person)
    {
        draft = null;
        Choose(person);
    }

    private void PickType(string? value)
    {
        chosen = times!.Offers.FirstOrDefault(o => o.VisitTypeId.ToString() == value) ?? chosen;
        slot = Nearest(chosen, slot?.Range.Start ?? Start);
        problem = null;
    }

    private void PickStart(string? value)
    {
        slot = chosen!.Starts.FirstOrDefault(s => s.Id.ToString() == value) ?? slot;
        problem = null;
    }

    private async Task TakeAlternative(Slot other)
    {
        problem = null;
        await LoadTimes(other.DoctorId, other.Range.Start, other.VisitTypeId);
    }

    private async Task Book()
    {
        if (busy || times is null || slot is null)
        {
            return;
        }

        var details = draft?.Check(times.Site.LocalDate(clock.GetUtcNow().UtcDateTime));
        unfinished = draft is null && patient is null;
        if (draft is not null && details is null)
        {
            await form!.FocusFault();
            return;
        }

        if (unfinished)
        {
            return;
        }

        busy = true;
        try
        {
            var answer = await book.Run(
                new() { Slot = slot.Id, Patient = draft is null ? patient!.Card : null, Contact = details, Comment = Blank(comment), IdempotencyKey = key },
                (await user.Actor()) with { Batch = Batch },
                CancellationToken.None);
            if (answer.Ok)
            {
                dialogs.CloseSide(answer.Value);
                return;
            }

            problem = answer.Problem;
            await Name(problem.Alternatives);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
        finally
        {
            busy = false;
        }
    }

    private async Task Name(IReadOnlyList<Slot> slots)
    {
        await using var db = await factory.CreateDbContextAsync();
        var doctors = slots.Select(s => s.DoctorId).Distinct().ToList();
        names = await db.Doctors.Where(d => doctors.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
