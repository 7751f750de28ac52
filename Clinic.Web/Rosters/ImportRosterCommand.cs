using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Rosters;

/// <summary>
/// <c>Clinic.Web import-roster FILE [--site ID] [--apply] [--without-faulty] [--create-missing] [--lang ru|en|fr]</c>: prints what the workbook
/// would change; only with <c>--apply</c> it is changed. Exit codes: 0 fine, 1 problems or refused, 2 wrong usage.
/// </summary>
internal sealed class ImportRosterCommand(
    IDbContextFactory<ClinicDb> factory, PlanRosterImport plan, ApplyRosterImport apply, IStringLocalizer<ImportTexts> texts)
{
    private const int Fine = 0;
    private const int Refused = 1;
    private const int WrongUsage = 2;

    public static async Task<int> Run(string[] args, Func<string[], ServiceProvider> services)
    {
        var known = ImportRosterArguments.TryParse(args, out var arguments);
        var culture = CultureInfo.GetCultureInfo(arguments?.Language ?? ImportRosterArguments.OfTerminal());
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        await using var provider = services(arguments?.Settings ?? []);
        var command = ActivatorUtilities.CreateInstance<ImportRosterCommand>(provider);
        return known ? await command.Run(arguments!, CancellationToken.None) : command.Say(WrongUsage, "Command.Usage");
    }

    private async Task<int> Run(ImportRosterArguments arguments, CancellationToken cancel)
    {
        if (!File.Exists(arguments.File))
        {
            return Say(WrongUsage, "Command.NoFile", arguments.File);
        }

        var sites = await Sites(cancel);
        if (sites is null)
        {
            return Say(Refused, "Command.NotMigrated");
        }

        var site = arguments.Site is { } id ? sites.Find(s => s.Id == id) : sites.Count == 1 ? sites[0] : null;
        if (site is null)
        {
            var all = string.Join(", ", sites.Select(s => $"{s.Id} {s.Name}"));
            return sites.Count == 0 ? Say(Refused, "NoSite.Title")
                : arguments.Site is { } wrong ? Say(WrongUsage, "Command.NoSuchSite", wrong, all)
                : Say(WrongUsage, "Command.WhichSite", all);
        }

        WorkbookReading reading;
        await using (var file = File.OpenRead(arguments.File))
        {
            reading = RosterWorkbook.Read(file, Path.GetFileName(arguments.File));
        }

        var decisions = new RosterImportDecisions { CreateMissing = arguments.CreateMissing };
        var planned = await plan.Run(reading, site.Id, decisions, Actor.System, cancel);
        if (planned.Value is not { } preview)
        {
            Console.Error.WriteLine(planned.Problem?.Describe());
            return Refused;
        }

        new ImportRosterReport(texts, Console.Out).Print(preview, Path.GetFileName(arguments.File), site);
        return arguments.Apply
            ? await Apply(new(reading, site.Id, decisions, preview.Fingerprint, arguments.WithoutFaulty ? RosterImportMode.WithoutFaultyCells : RosterImportMode.AllOrNothing), cancel)
            : Preview(preview, arguments);
    }

    private int Preview(RosterImportPlan preview, ImportRosterArguments arguments)
    {
        if (!arguments.CreateMissing && preview.Problems.Any(p => p.Code is WorkbookProblemCodes.UnknownDoctor or WorkbookProblemCodes.UnknownRoom))
        {
            Console.WriteLine(texts["Command.CanCreate"]);
        }

        if (!preview.IsEmpty || !preview.HasErrors)
        {
            Console.WriteLine(preview.IsEmpty ? texts["Nothing.Title"] : texts["Command.Preview"]);
        }

        return preview.HasErrors && (!arguments.WithoutFaulty || preview.Dates is null) ? Refused : Fine;
    }

    private async Task<int> Apply(RosterImportOrder order, CancellationToken cancel)
    {
        var answer = await apply.Run(order, Actor.System, cancel);
        if (answer.Refusal is null)
        {
            Console.WriteLine(answer.Plan is { IsEmpty: true } ? texts["Nothing.Title"] : texts["Command.Applied"]);
            return Fine;
        }

        return Say(Refused, answer.Refusal.Code == ProblemCodes.VersionMismatch ? "Command.Changed" : "Command.Refused");
    }

    /// <summary>Null when the database is not in its newest shape.</summary>
    private async Task<List<Site>?> Sites(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return (await db.Database.GetPendingMigrationsAsync(cancel)).Any() ? null : await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
    }

    private int Say(int code, string key, params object[] arguments)
    {
        Console.Error.WriteLine(texts[key, arguments]);
        return code;
    }
}
