using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Bench.Storms;
using Clinic.Domain.Database;

namespace Clinic.Bench.Scenarios;

/// <summary>The long storm, on SQLite and on a PostgreSQL of its own that is killed as well.</summary>
internal sealed class StormRun(Options options, Report report)
{
    public async Task Run()
    {
        DatabaseProvider[] providers = options.Database is { } one ? [one] : Directory.Exists("/usr/lib/postgresql") ? [DatabaseProvider.Sqlite, DatabaseProvider.Postgres] : [DatabaseProvider.Sqlite];
        foreach (var provider in providers)
        {
            await using var postgres = provider == DatabaseProvider.Postgres ? await PrivatePostgres.Start() : null;
            await using var place = await Place.Create(provider, postgres?.ConnectionString);
            await On(place, postgres);
        }
    }

    private async Task On(Place place, PrivatePostgres? postgres)
    {
        var provider = place.Settings.Provider;
        Console.WriteLine($"storm {provider}, seed {options.Seed}");
        var clock = Stopwatch.StartNew();
        var storm = new Storm(new()
        {
            Database = place.Settings,
            Operations = options.Operations,
            Longest = options.Time ?? TimeSpan.FromHours(1),
            Seed = options.Seed,
            ServerKills = Kills(5_000),
            DatabaseKills = postgres is null ? 0 : Kills(10_000),
            KillDatabase = postgres is null ? null : postgres.Kill,
        });
        var outcome = await storm.Run(place);
        foreach (var (what, count) in outcome.Operations.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {what,-44} {count,8}");
        }

        foreach (var line in outcome.Broken.Take(20))
        {
            Console.WriteLine($"  BROKEN {line}");
        }

        var total = outcome.Operations.Values.Sum();
        report.Add($"storm {provider}, seed {options.Seed}", string.Create(CultureInfo.InvariantCulture, $"{total} asked"), string.Create(CultureInfo.InvariantCulture, $"{outcome.Kills} kills, {clock.Elapsed.TotalSeconds:F0} s"));
        if (outcome.Broken.Count == 0)
        {
            report.Add($"storm {provider}: promises broken", "0", "0", true);
        }
        else
        {
            report.Fault($"storm {provider}: {outcome.Broken.Count} promises broken");
        }
    }

    private int Kills(int every) => Math.Max(1, options.Operations / every);
}
