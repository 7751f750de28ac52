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
    DialogService dialogs, NotificationService toasts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly Dictionary<string, DoctorDecision> doctors = [];
    private readonly Dictionary<string, bool> rooms = [];
    private Stage stage;
    private List<Site>? sites;
    private SiteId site;
    private string fileName = "";
    private WorkbookReading? reading;
    private RosterImportPlan? plan;
    private string? progress;
    private (int Done, int Total)? count;
    private CancellationTokenSource? stop;
    private bool busy;
    private string? refusal;
    private IReadOnlyList<string> reasons = [];

    private enum Stage
    {
        Choose,
        Preview,
        Done,
    }

    private string Dates => plan?.Dates is { } dates ? $", {Date(dates.First)} – {Date(dates.Last)}" : "";

    private RosterImportDecisions Decisions => new() { CreateMissing = true, Doctors = new Dictionary<string, DoctorDecision>(doctors), Rooms = new Dictionary<string, bool>(rooms) };

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        sites = await db.Sites.OrderBy(s => s.Id).ToListAsync();
        site = sites.Select(s => s.Id).FirstOrDefault();
    }

    private Task TakeFile(IBrowserFile file) => Alone(async () =>
    {
        (refusal, reasons, fileName) = (null, [], file.Name);
        var (content, fault) = await new WorkbookUpload(T, Show).Receive(file, closed.Token);
        if (content is null)
        {
            refusal = fault;
            return;
        }

        Show(T["Reading"]);
        reading = await Task.Run(() => RosterWorkbook.Read(content, file.Name));
        if (reading.Sheets.Count == 0)
        {
            (refusal, reasons) = (T["Unusable"], [.. reading.Problems.Take(5).Select(p => p.Describe(CultureInfo.CurrentUICulture))]);
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
        var result = await Task.Run(() => planImport.Run(reading!, site, decisions, actor, closed.Token), closed.Token);
        if (result.Ok)
        {
            (plan, stage, refusal) = (result.Value, Stage.Preview, null);
        }
        else
        {
            toasts.Refused(result.Problem);
        }
    }

    private Task Apply(RosterImportMode mode) => Alone(async () =>
    {
        if (plan is null || (plan.AffectedBookings.Count > 0 && !await Confirm(plan.AffectedBookings.Count)))
        {
            return;
        }

        using var stopping = stop = new();
        count = (0, plan.Changes.Count());
        Show(T["Applying"]);
        var (actor, order) = (await user.Actor(), new RosterImportOrder(reading!, site, Decisions, plan.Fingerprint, mode));

        // Not cancelled by leaving the page: what was asked for is done.
        var told = new Progress<int>(done => InvokeAsync(() =>
        {
            count = count is { } known ? (done, known.Total) : null;
            StateHasChanged();
        }));
        RosterImportAnswer answer;
        try
        {
            answer = await Task.Run(() => applyImport.Run(order, actor, stopping.Token, told), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            toasts.Say(T["Stopped"]);
            return;
        }
        finally
        {
            stop = null;
        }

        plan = answer.Plan ?? plan;
        switch (answer.Refusal?.Code)
        {
            case null:
                (stage, refusal, reading) = (Stage.Done, null, null);
                break;
            case ProblemCodes.VersionMismatch:
                (refusal, reasons) = (T["Changed.Title"], [T["Changed.Text"]]);
                break;
            default:
                toasts.Refused(answer.Refusal);
                break;
        }
    });

    private async Task<bool> Confirm(int visits) => await dialogs.Confirm(
        $"{T.Plural("Visits", visits)}. {T["Visits.Lead"]}",
        T["Confirm.Title"],
        new() { OkButtonText = T["Confirm.Yes"], CancelButtonText = T["Confirm.No"] }) == true;

    private void Reset()
    {
        (stage, plan, reading, refusal, reasons, progress) = (Stage.Choose, null, null, null, [], null);
        doctors.Clear();
        rooms.Clear();
    }

    /// <summary>One thing at a time: a second click while the first is at work does nothing.</summary>
    private async Task Alone(Func<Task> work)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            (busy, progress, count) = (false, null, null);
        }
    }

    private void Stop() => stop?.Cancel();

    private void Show(string text)
    {
        progress = text;
        StateHasChanged();
    }

    private static string Date(DateOnly date) => date.ToString("d", CultureInfo.CurrentCulture);
}
