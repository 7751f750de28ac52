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
/// would change; only with <c>--apply</c> it is changed.
/// </summary>
internal sealed class ImportRosterCommand(
    IDbContextFactory<ClinicDb> factory, PlanRosterImport plan, ApplyRosterImport apply, IStringLocalizer<ImportTexts> texts) : ImportCommand(factory, texts)
{
    private readonly IStringLocalizer<ImportTexts> words = texts;

    protected override string Usage => words["Command.Usage"];

    protected override async Task<int> Run(ImportArguments arguments, Site site, CancellationToken cancel)
    {
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

        new ImportRosterReport(words, Console.Out).Print(preview, Path.GetFileName(arguments.File), site);
        return arguments.Apply
            ? await Apply(new(reading, site.Id, decisions, preview.Fingerprint, arguments.WithoutFaulty ? RosterImportMode.WithoutFaultyCells : RosterImportMode.AllOrNothing), cancel)
            : Preview(preview, arguments);
    }

    private int Preview(RosterImportPlan preview, ImportArguments arguments)
    {
        if (!arguments.CreateMissing && preview.Problems.Any(p => p.Code is WorkbookProblemCodes.UnknownDoctor or WorkbookProblemCodes.UnknownRoom))
        {
            Console.WriteLine(words["Command.CanCreate"]);
        }

        if (!preview.IsEmpty || !preview.HasErrors)
        {
            Console.WriteLine(preview.IsEmpty ? words["Nothing.Title"] : words["Command.Preview"]);
        }

        return preview.HasErrors && (!arguments.WithoutFaulty || preview.Dates is null) ? Refused : Fine;
    }

    private async Task<int> Apply(RosterImportOrder order, CancellationToken cancel)
    {
        var answer = await apply.Run(order, Actor.System, cancel);
        if (answer.Refusal is null)
        {
            Console.WriteLine(answer.Plan is { IsEmpty: true } ? words["Nothing.Title"] : words["Command.Applied"]);
            return Fine;
        }

        return Say(Refused, words[answer.Refusal.Code == ProblemCodes.VersionMismatch ? "Command.Changed" : "Command.Refused"]);
    }
}
