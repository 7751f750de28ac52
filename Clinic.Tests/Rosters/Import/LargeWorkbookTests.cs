using System.Diagnostics;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Xunit;
using static Clinic.Tests.Rosters.Import.ImportDesk;

namespace Clinic.Tests.Rosters.Import;

/// <summary>Tells how long it takes; not run with the rest: <c>dotnet run --project Clinic.Tests -- -explicit only -class Clinic.Tests.Rosters.Import.LargeWorkbookTests</c>.</summary>
public sealed class LargeWorkbookTests(ITestOutputHelper output)
{
    private const string Letters = "абвгдежзиклмнопрст";

    [Theory(Explicit = true), EveryDatabase]
    public async Task A_workbook_of_4500_lines_is_applied_in_one_piece(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var watch = Stopwatch.StartNew();
        var workbook = Month([.. Enumerable.Range(0, 4500).Select(n => Line($"{Family(n)} {char.ToUpperInvariant(Letters[n % 17])}. {char.ToUpperInvariant(Letters[n / 17 % 17])}.|Терапевт|{n}|20", "9-13; 14-18"))]);
        output.WriteLine($"read {watch.Elapsed}");
        var plan = await clinic.Plan(workbook, CreateAll);
        output.WriteLine($"planned {watch.Elapsed}, {plan.Days.Count} days, {plan.Problems.Count} problems");
        Assert.Null((await clinic.Apply(workbook, plan, CreateAll)).Refusal);
        output.WriteLine($"applied {watch.Elapsed}");
        Assert.True((await clinic.Plan(workbook, CreateAll)).IsEmpty);
    }

    private static string Family(int n) => string.Concat("Ф", Letters[n % 18], Letters[n / 18 % 18], Letters[n / 324 % 18], "енков", Letters[n * 7 % 18]);
}
