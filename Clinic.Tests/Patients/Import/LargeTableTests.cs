using System.Diagnostics;
using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Clinic.Tests.Patients.Import.ImportTable;

namespace Clinic.Tests.Patients.Import;

/// <summary>Tells how long it takes; not run with the rest: <c>dotnet run --project Clinic.Tests -- -explicit only -class Clinic.Tests.Patients.Import.LargeTableTests</c>.</summary>
public sealed class LargeTableTests(ITestOutputHelper output)
{
    private const int Rows = 4_500;

    [Theory(Explicit = true), EveryDatabase]
    public async Task A_table_of_4500_patients_is_imported_in_one_piece(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var lines = Enumerable.Range(0, Rows).Select(n => $"Иванова|Мария|Петровна|{Born(n)}|+7 916 {n:000-00-00}|a{n}@example.com|{n}").ToArray();

        await Import(clinic, () => Cards(lines));

        Assert.Equal(Rows, await clinic.Read(db => db.Patients.CountAsync()));
    }

    [Theory(Explicit = true), EveryDatabase]
    public async Task A_table_of_4500_visits_is_imported_in_one_piece(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var families = Enumerable.Range(0, 15).Select(n => "Врач" + "абвгдежзиклмнопр"[n]).ToList();
        foreach (var family in families)
        {
            await clinic.AddDoctor(family, null, WorkHours.Of("09:00-18:00"));
        }

        var lines = Enumerable.Range(0, Rows).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"Иванова Мария Петровна|{Born(n)}|+7 916 {n:000-00-00}|{families[n % 15]} П. С.|{new DateOnly(2026, 12, 2).AddDays(n / 15 / 18):dd.MM.yyyy}|{new TimeOnly(9, 0).AddMinutes(30 * (n / 15 % 18)):HH:mm}|||||повторный")).ToArray();

        await Import(clinic, () => Visits(lines));

        Assert.Equal(Rows, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    private static string Born(int n) => new DateOnly(1950, 1, 1).AddDays(n).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private async Task Import(TestClinic clinic, Func<Domain.Patients.Import.PatientTableReading> read)
    {
        var watch = Stopwatch.StartNew();
        var table = read();
        output.WriteLine($"read {watch.Elapsed}");
        var plan = await clinic.Plan(table);
        output.WriteLine($"planned {watch.Elapsed}, {plan.NewCards} cards, {plan.Visits} visits, {plan.Problems.Count} problems");
        Assert.Null((await clinic.Apply(table, plan)).Refusal);
        output.WriteLine($"applied {watch.Elapsed}");
        Assert.True((await clinic.Plan(table)).IsEmpty);
        output.WriteLine($"planned again {watch.Elapsed}");
    }
}
