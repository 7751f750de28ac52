using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace Clinic.Web.Rosters;

/// <summary>A file, its preview with questions, and the result. What was read stays in the circuit; nothing is saved before "apply".</summary>
public sealed partial class RosterImportPage(
    IDbContextFactory<ClinicDb> factory, PlanRosterImport planImport, ApplyRosterImport applyImport, CurrentUser user,
    DialogService dialogs, NotificationService toasts) : ImportPage(toasts)
{
    private readonly Dictionary<string, DoctorDecision> doctors = [];
    private readonly Dictionary<string, bool> rooms = [];
    private Stage stage;
    private List<Site>? sites;
    private SiteId site;
    private WorkbookReading? reading;
    private RosterImportPlan? plan;

    private enum Stage
    {
        Choose,
        Preview,
        Done,
    }

    private string Dates => plan?.Dates is { } dates ? $", {Date(dates.First)} – {Date(dates.Last)}" : "";

    private RosterImportDecisions Decisions => new() { CreateMissing = true, Doctors = new Dictionary<string, DoctorDecision>(doctors), Rooms = new Dictionary<string, bool>(rooms) };

    protected override async Task OnInitializedAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        sites = await db.Sites.OrderBy(s => s.Id).ToListAsync();
        site = sites.Select(s => s.Id).FirstOrDefault();
    }

    private Task TakeFile(IBrowserFile file) => Alone(async () =>
    {
        if (await Receive(file, T) is not { } content)
        {
            return;
        }

        Show(T["Reading"]);
        reading = await Task.Run(() => RosterWorkbook.Read(content, file.Name));
        if (reading.Sheets.Count == 0)
        {
            Unusable(T["Unusable"], reading.Problems);
            return;
        }

        doctors.Clear();
        rooms.Clear();
        await Compare();
    });

    private Task ChooseSite(ChangeEventArgs change) => Alone(async () =>
    {
        site = SiteId.TryParse(change.Value?.ToString(), null, out var id) ? id : site;
        rooms.Clear();
        if (stage == Stage.Preview)
        {
            await Compare();
        }
    });

    private Task Decide((string Key, DoctorDecision Decision) answer) => Alone(async () =>
    {
        doctors[answer.Key] = answer.Decision;
        await Compare();
    });

    private Task DecideRoom((string Key, bool Create) answer) => Alone(async () =>
    {
        rooms[answer.Key] = answer.Create;
        await Compare();
    });

    private async Task Compare()
    {
        Show(T["Comparing"]);
        var (actor, decisions) = (await user.Actor(), Decisions);
        var result = await Task.Run(() => planImport.Run(reading!, site, decisions, actor, Closed), Closed);
        if (result.Ok)
        {
            (plan, stage, Refusal) = (result.Value, Stage.Preview, null);
        }
        else
        {
            Toasts.Refused(result.Problem);
        }
    }

    private Task Apply(RosterImportMode mode) => Alone(async () =>
    {
        if (plan is null || (plan.AffectedBookings.Count > 0 && !await Confirm(plan.AffectedBookings.Count)))
        {
            return;
        }

        var (actor, order) = (await user.Actor(), new RosterImportOrder(reading!, site, Decisions, plan.Fingerprint, mode));
        if (await Save(T["Applying"], T["Stopped"], plan.Changes.Count(), (stopping, told) => applyImport.Run(order, actor, stopping, told)) is not { } answer)
        {
            return;
        }

        plan = answer.Plan ?? plan;
        switch (answer.Refusal?.Code)
        {
            case null:
                (stage, Refusal, reading) = (Stage.Done, null, null);
                break;
            case ProblemCodes.VersionMismatch:
                (Refusal, Reasons) = (T["Changed.Title"], [T["Changed.Text"]]);
                break;
            default:
                Toasts.Refused(answer.Refusal);
                break;
        }
    });

    private async Task<bool> Confirm(int visits) => await dialogs.Confirm(
        $"{T.Plural("Visits", visits)}. {T["Visits.Lead"]}",
        T["Confirm.Title"],
        new() { OkButtonText = T["Confirm.Yes"], CancelButtonText = T["Confirm.No"] }) == true;

    private void Reset()
    {
        (stage, plan, reading, Refusal, Reasons) = (Stage.Choose, null, null, null, []);
        doctors.Clear();
        rooms.Clear();
    }

    private static string Date(DateOnly date) => date.ToString("d", CultureInfo.CurrentCulture);
}
