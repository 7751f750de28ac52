using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Bookings;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Patients;

/// <summary>Two cards side by side, of which one is to be made.</summary>
public sealed partial class MergePage(MergePatients merging, ReadPatientCard read, ReadVisit visits, CurrentUser user, NotificationService toasts, NavigationManager navigation)
{
    private readonly HashSet<string> take = [];
    private PatientCard? kept;
    private PatientCard? merged;
    private PatientDraft? left;
    private PatientDraft? right;
    private Problem? problem;
    private List<string> overlaps = [];
    private string? reason;
    private bool missing;
    private bool self;
    private bool stale;
    private bool mayForce;
    private bool busy;

    [Parameter]
    public int Number { get; set; }

    /// <summary>Number of the other card, where it is known already.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await user.Actor();
        mayForce = actor.Can(Rights.Override);
        kept = (await read.Run(new(Number), actor, CancellationToken.None)).Value;
        missing = kept is null;
        if (kept is not null && PatientId.TryParse(With, null, out var other))
        {
            await Choose(other);
        }
    }

    private async Task Choose(PatientId? card)
    {
        var other = card is { } id ? (await read.Run(id, await user.Actor(), CancellationToken.None)).Value : null;
        self = other is not null && other.Card.Id == kept!.Card.Id;
        merged = self ? null : other;
        Compare();
    }

    private void Compare()
    {
        (overlaps, problem) = ([], null);
        take.Clear();
        if (kept is not null && merged is not null)
        {
            (left, right) = (PatientDraft.Of(kept.Card, T["DateFormat"]), PatientDraft.Of(merged.Card, T["DateFormat"]));

            // What the kept card lacks is taken from the other unless somebody says otherwise.
            take.UnionWith(PatientDraft.Fields.Select(f => f.Field).Where(f => string.IsNullOrEmpty(left[f]) && !string.IsNullOrEmpty(right[f])));
        }
    }

    private bool Differs(string field) => left![field] != right![field];

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "—" : value;

    private string Counts(PatientCard card) => $"{T.Plural("Visits", card.Done)}, {T["Merge.Policies", card.Policies.Count]}";

    private void Swap()
    {
        (kept, merged) = (merged, kept);
        Compare();
    }

    private async Task Merge(string? why)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            var wish = new MergeCommand
            {
                Kept = kept!.Card.Id,
                KeptVersion = kept.Card.Version,
                Merged = merged!.Card.Id,
                MergedVersion = merged.Card.Version,
                Take = [.. take],
                Override = why,
            };
            var answer = await merging.Run(wish, await user.Actor(), CancellationToken.None);
            problem = answer.Problem;
            if (answer.Ok)
            {
                toasts.Say(T["Merge.Done"]);
                navigation.NavigateTo($"/patients/{kept.Card.Id}");
            }
            else
            {
                await Refused(answer.Problem);
            }
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

    private async Task Refused(Problem refusal)
    {
        var actor = await user.Actor();
        if (refusal.Code == ProblemCodes.PatientOverlap)
        {
            overlaps = [];
            foreach (var error in refusal.Errors)
            {
                if (BookingId.TryParse(error.Pointer.Split('/')[^1], null, out var id) && (await visits.Run(id, actor, CancellationToken.None)).Value is { } visit)
                {
                    overlaps.Add($"{visit.Site.Date(visit.Booking.Start, T["VisitFormat"])}, {visit.Doctor.Short}, {visit.VisitType}");
                }
            }
        }
        else if (refusal.Code == ProblemCodes.VersionMismatch)
        {
            (kept, merged) = ((await read.Run(kept!.Card.Id, actor, CancellationToken.None)).Value, (await read.Run(merged!.Card.Id, actor, CancellationToken.None)).Value);
            stale = true;
            Compare();
        }
    }
}
