using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Web.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Patients;

/// <summary>
/// <c>Clinic.Web import-patients FILE [--site ID] [--apply] [--without-faulty] [--lang ru|en|fr]</c>: prints what a table of patients or visits would make;
/// only with <c>--apply</c> it is made. Names nobody and quotes no cell: a terminal's output is kept in logs.
/// </summary>
internal sealed class ImportPatientsCommand(
    IDbContextFactory<ClinicDb> factory, PlanPatientImport plan, ApplyPatientImport apply, TimeProvider clock, IStringLocalizer<ImportTexts> texts, IStringLocalizer<PatientImportTexts> own)
    : ImportCommand(factory, texts)
{
    private const string Unsaid = "…";
    private readonly IStringLocalizer<ImportTexts> words = texts;

    protected override string Usage => own["Command.Usage"];

    protected override bool Takes(ImportArguments arguments) => !arguments.CreateMissing;

    protected override async Task<int> Run(ImportArguments arguments, Site site, CancellationToken cancel)
    {
        PatientTableReading table;
        await using (var file = File.OpenRead(arguments.File))
        {
            table = PatientTable.Read(file, Path.GetFileName(arguments.File), null, clock.GetUtcNow().UtcDateTime);
        }

        var planned = await plan.Run(table, site.Id, Actor.System, cancel);
        if (planned.Value is not { } preview)
        {
            return Say(Refused, planned.Problem!.Describe());
        }

        Print(preview);
        if (!arguments.Apply)
        {
            Console.WriteLine(preview.IsEmpty ? own["Nothing.Text"] : words["Command.Preview"]);
            return preview.HasErrors && (!arguments.WithoutFaulty || table.IsUnusable) ? Refused : Fine;
        }

        var answer = await apply.Run(new(table, preview, arguments.WithoutFaulty), Actor.System, cancel);
        if (answer.Refusal is null && !table.IsUnusable)
        {
            Console.WriteLine(answer.Plan is { IsEmpty: true } ? own["Nothing.Text"] : words["Command.Applied"]);
            return Fine;
        }

        return Say(Refused, words[answer.Refusal?.Code == ProblemCodes.VersionMismatch ? "Command.Changed" : "Command.Refused"]);
    }

    private void Print(PatientImportPlan preview)
    {
        foreach (var problem in preview.Problems)
        {
            var masked = problem with { Found = Unsaid, Expected = problem.Code is WorkbookProblemCodes.CardKept or WorkbookProblemCodes.SimilarCard ? Unsaid : problem.Expected };
            Console.WriteLine($"{words[$"Severity.{problem.Severity}"]}: {masked.Describe(CultureInfo.CurrentUICulture)}");
        }

        Console.WriteLine(own["Command.Counts", preview.NewCards, preview.FoundCards, preview.Visits, preview.Booked, preview.Repeated, preview.Faulty]);
    }
}
