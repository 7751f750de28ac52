using System.Text;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Patients.Import;

/// <summary>An administrator with a table of patients or visits: one line per row, cells separated by '|'.</summary>
internal static class ImportTable
{
    public const string CardHeader = "Фамилия|Имя|Отчество|Дата рождения|Телефон|E-mail|Номер карты";
    public const string VisitHeader = "ФИО|Дата рождения|Телефон|Врач|Дата|Время|Услуга|Филиал|Оплата|Полис ОМС|Комментарий";

    public static readonly Actor Administrator = Actor.Of("admin", [Roles.Administrator], null);

    public static PatientTableReading Cards(params string[] rows) => Read([CardHeader, .. rows]);

    public static PatientTableReading Visits(params string[] rows) => Read([VisitHeader, .. rows]);

    public static PatientTableReading Read(params string[] lines) =>
        ReadBytes(Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => string.Join(';', line.Split('|').Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))))));

    public static PatientTableReading ReadBytes(byte[] bytes, string name = "patients.csv", PatientTableKind? kind = null) =>
        PatientTable.Read(new MemoryStream(bytes), name, kind, new(2026, 12, 1, 5, 0, 0, DateTimeKind.Utc));

    /// <summary>A row of <see cref="VisitHeader"/> with the test clinic's doctor.</summary>
    public static string Visit(string name, string phone, string date, string time, string rest = "||||", string doctor = "Петров П. С.") => $"{name}|31.01.1980|{phone}|{doctor}|{date}|{time}|{rest}";

    public static async Task<PatientImportPlan> Plan(this TestClinic clinic, PatientTableReading table)
    {
        var plan = await clinic.Get<PlanPatientImport>().Run(table, clinic.Site, Administrator, CancellationToken.None);
        Assert.True(plan.Ok, plan.Problem?.Code);
        return plan.Value;
    }

    public static Task<PatientImportAnswer> Apply(this TestClinic clinic, PatientTableReading table, PatientImportPlan seen, bool onlyGood = false) =>
        clinic.Get<ApplyPatientImport>().Run(new(table, seen, onlyGood), Administrator, CancellationToken.None);

    /// <summary>Preview and apply, which must succeed.</summary>
    public static async Task<PatientImportAnswer> Import(this TestClinic clinic, PatientTableReading table, bool onlyGood = false)
    {
        var answer = await clinic.Apply(table, await clinic.Plan(table), onlyGood);
        Assert.Null(answer.Refusal);
        return answer;
    }

    /// <summary>"B3 bad-phone": where what is at fault.</summary>
    public static IEnumerable<string> Errors(this PatientImportPlan plan) => Told(plan, Domain.Rosters.Workbook.ProblemSeverity.Error);

    public static IEnumerable<string> Warnings(this PatientImportPlan plan) => Told(plan, Domain.Rosters.Workbook.ProblemSeverity.Warning);

    private static IEnumerable<string> Told(PatientImportPlan plan, Domain.Rosters.Workbook.ProblemSeverity severity) =>
        plan.Problems.Where(p => p.Severity == severity).Select(p => $"{p.Address} {p.Code}".Trim());
}
