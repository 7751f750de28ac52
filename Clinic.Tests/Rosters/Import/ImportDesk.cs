using Clinic.Domain;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Workbook;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Import;

/// <summary>Somebody at a desk of the test clinic with a December 2026 workbook. The clinic's doctor works daily 9–13 and 14–18 in room 101.</summary>
internal static class ImportDesk
{
    public static readonly RosterImportDecisions CreateAll = new() { CreateMissing = true };

    public static WorkbookReading Month(params string[] lines) => Rota.Read([Rota.Title, Rota.Header, .. lines]);

    /// <summary>A line in which the doctor works as the clinic's roster says, but for the days given.</summary>
    public static string Petrov(params (int Day, string Text)[] days) => Line("Петров П. С.|||", "9-13; 14-18", days);

    /// <summary>"Doctor|specialty|room|minutes" and what every day says, but for those given.</summary>
    public static string Line(string head, string everyDay, params (int Day, string Text)[] days) =>
        head + "|" + string.Join('|', Enumerable.Range(1, 31).Select(d => days.Where(x => x.Day == d).Select(x => x.Text).FirstOrDefault(everyDay)));

    public static async Task<RosterImportPlan> Plan(this TestClinic clinic, WorkbookReading reading, RosterImportDecisions? decisions = null)
    {
        var result = await clinic.Get<PlanRosterImport>().Run(reading, clinic.Site, decisions ?? RosterImportDecisions.None, TestClinic.Registrar, CancellationToken.None);
        Assert.True(result.Ok, result.Problem?.Code);
        return result.Value;
    }

    public static Task<RosterImportAnswer> Apply(
        this TestClinic clinic, WorkbookReading reading, RosterImportPlan plan, RosterImportDecisions? decisions = null,
        RosterImportMode mode = RosterImportMode.AllOrNothing, Actor? actor = null) =>
        clinic.Get<ApplyRosterImport>().Run(new(reading, clinic.Site, decisions ?? RosterImportDecisions.None, plan.Fingerprint, mode), actor ?? TestClinic.Registrar, CancellationToken.None);

    /// <summary>Preview and apply, which must succeed.</summary>
    public static async Task<RosterImportPlan> Import(this TestClinic clinic, WorkbookReading reading, RosterImportDecisions? decisions = null)
    {
        var plan = await clinic.Plan(reading, decisions);
        var answer = await clinic.Apply(reading, plan, decisions);
        Assert.Null(answer.Refusal);
        return plan;
    }

    public static Task<List<RosterException>> Exceptions(this TestClinic clinic) => clinic.Read(db => db.RosterExceptions.OrderBy(e => e.Date).ThenBy(e => e.Id).ToListAsync());

    /// <summary>"10:00": starts of the free slots in clinic time.</summary>
    public static async Task<IReadOnlyList<string>> FreeTimes(this TestClinic clinic, int day, DoctorId? doctor = null)
    {
        var slots = await clinic.Slots(TestClinic.Moscow(day, 0), TestClinic.Moscow(day + 1, 0), doctor);
        return [.. slots.Where(s => s.Range.Start < TestClinic.Moscow(day + 1, 0)).Select(s => FormattableString.Invariant($"{s.Range.Start.AddHours(3):HH\\:mm}"))];
    }
}
