using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Problems;
using Clinic.Domain.Sites;
using Clinic.Web.Components;
using Clinic.Web.Rosters;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace Clinic.Web.Patients;

/// <summary>A file, what would come of it, and the result. What was read stays in the circuit; nothing is saved before "import".</summary>
public sealed partial class PatientImportPage(
    IDbContextFactory<ClinicDb> factory, PlanPatientImport planImport, ApplyPatientImport applyImport, CurrentUser user, TimeProvider clock, NotificationService toasts) : ImportPage(toasts)
{
    private Stage stage;
    private List<Site>? sites;
    private SiteId site;
    private byte[] content = [];
    private PatientTableReading? table;
    private PatientImportPlan? plan;
    private Guid batch;

    private enum Stage
    {
        Choose,
        Preview,
        Done,
    }

    private IEnumerable<(string Tone, string Name, int Count)> Counts =>
    [
        ("created", T["Count.NewCards"], plan!.NewCards),
        ("", T["Count.FoundCards"], plan.FoundCards),
        .. plan.Kind == PatientTableKind.Visits ? [("created", T["Count.Visits"].Value, plan.Visits)] : Array.Empty<(string, string, int)>(),
        .. plan.Booked > 0 ? [("", T["Count.Booked"].Value, plan.Booked)] : Array.Empty<(string, string, int)>(),
        .. plan.Repeated > 0 ? [("changed", T["Count.Repeated"].Value, plan.Repeated)] : Array.Empty<(string, string, int)>(),
        ("faulty", T["Count.Faulty"], plan.Faulty),
    ];

    private IEnumerable<string> Facts =>
    [
        string.Join(", ", new[] { ("Done.Cards", plan!.NewCards), ("Done.Visits", plan.Visits) }.Where(f => f.Item2 > 0).Select(f => T.Plural(f.Item1, f.Item2))),
        .. plan.Completes ? [T["Done.Completed"].Value] : Array.Empty<string>(),
        .. plan.Faulty > 0 ? [T.Plural("Done.LeftOut", plan.Faulty)] : Array.Empty<string>(),
    ];

    private DateOnly? FirstDay => plan!.Rows.Where(r => r is { IsGood: true, Fate: RowFate.Import, Visit: not null }).Min(r => r.Row.Visit?.Date);

    protected override async Task OnInitializedAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        sites = await db.Sites.OrderBy(s => s.Id).ToListAsync();
        site = sites.Select(s => s.Id).FirstOrDefault();
    }

    private Task TakeFile(IBrowserFile file) => Alone(async () =>
    {
        if (await Receive(file, Import) is { } received)
        {
            content = received.ToArray();
            await Read(null);
        }
    });

    private Task ChooseKind(ChangeEventArgs change) => Alone(() => Read(Enum.Parse<PatientTableKind>((string)change.Value!)));

    private Task ChooseSite(ChangeEventArgs change) => Alone(() =>
    {
        site = SiteId.TryParse(change.Value?.ToString(), null, out var id) ? id : site;
        return Compare();
    });

    private async Task Read(PatientTableKind? kind)
    {
        Show(T["Reading"]);
        table = await Task.Run(() => PatientTable.Read(new MemoryStream(content), FileName, kind, clock.GetUtcNow().UtcDateTime), Closed);
        if (table.IsUnusable)
        {
            Unusable(T["Unusable"], table.Problems);
            return;
        }

        await Compare();
    }

    private async Task Compare()
    {
        Show(T["Comparing"]);
        var actor = await user.Actor();
        var result = await Task.Run(() => planImport.Run(table!, site, actor, Closed), Closed);
        if (result.Ok)
        {
            (plan, stage, Refusal) = (result.Value, Stage.Preview, null);
        }
        else
        {
            Toasts.Refused(result.Problem);
        }
    }

    private Task Apply(bool onlyGood) => Alone(async () =>
    {
        var (actor, order) = (await user.Actor(), new PatientImportOrder(table!, plan!, onlyGood));
        if (await Save(Import["Applying"], Import["Stopped"], plan!.NewCards + plan.Visits, (stopping, told) => applyImport.Run(order, actor, stopping, told)) is not { } answer)
        {
            return;
        }

        (plan, batch) = (answer.Plan ?? plan, answer.Batch);
        switch (answer.Refusal?.Code)
        {
            case null:
                (stage, Refusal, table, content) = (Stage.Done, null, null, []);
                break;
            case ProblemCodes.VersionMismatch:
                (Refusal, Reasons) = (Import["Changed.Title"], [Import["Changed.Text"]]);
                break;
            case ProblemCodes.Invalid:
                (Refusal, Reasons) = (T["Lost.Title"], [T["Lost.Text"]]);
                break;
            default:
                Toasts.Refused(answer.Refusal);
                break;
        }
    });

    private void Reset() => (stage, plan, table, content, Refusal, Reasons) = (Stage.Choose, null, null, [], null, []);

    private string Board(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"/board?date={date:yyyy-MM-dd}") + (sites!.Count > 1 ? $"&site={site}" : "");
}
