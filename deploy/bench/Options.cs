using System.Globalization;
using Clinic.Domain.Database;

namespace Clinic.Bench;

/// <summary>The command line.</summary>
public sealed record Options
{
    public const string Usage = """
        slots|nearest|widget|streams|history|people|book|board|live|cold|storm|all [--database Sqlite|Postgres] [--connections 32] [--seconds 5] [--gate]
          history: [--past 5000000]      people: [--cards 500000]      live: [--seconds 10]      storm: [--ops 100000] [--seed N] [--seconds N]
          all: each but storm. Exits with 1 when a request failed; with --gate also when a goal was missed.
        PostgreSQL is the server that CLINIC_TEST_POSTGRES names; for storm the bench starts one of its own.
        """;

    private const int FewestCards = 1_000;
    private const int MostCards = 5_000_000;

    public required string Scenario { get; init; }

    /// <summary>Null for every database there is.</summary>
    public DatabaseProvider? Database { get; init; }

    public int Connections { get; init; } = 32;

    /// <summary>How long each measurement lasts; for storm the longest it may take.</summary>
    public TimeSpan? Time { get; init; }

    public long Past { get; init; } = 5_000_000;

    /// <summary>Patients of people; each has four visits.</summary>
    public int Cards { get; init; } = 500_000;

    /// <summary>Whether a missed goal is a failure.</summary>
    public bool Gate { get; init; }

    public int Operations { get; init; } = 100_000;

    public int Seed { get; init; } = Random.Shared.Next();

    public static string? Postgres => Environment.GetEnvironmentVariable("CLINIC_TEST_POSTGRES");

    public TimeSpan Span => Time ?? TimeSpan.FromSeconds(5);

    /// <summary>The databases to measure on: what was asked for, else all there are.</summary>
    public IEnumerable<DatabaseProvider> Databases => Database is { } one ? [one] : Postgres is null ? [DatabaseProvider.Sqlite] : [DatabaseProvider.Postgres, DatabaseProvider.Sqlite];

    /// <summary>Null when something is not understood.</summary>
    public static Options? Read(string[] args)
    {
        var pairs = args.Where(a => a != "--gate").ToArray();
        if (pairs is not [var scenario, .. var rest] || rest.Length % 2 != 0)
        {
            return null;
        }

        var options = new Options { Scenario = scenario, Gate = pairs.Length < args.Length };
        foreach (var pair in rest.Chunk(2))
        {
            var number = int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
            var read = pair[0] switch
            {
                "--database" when Enum.TryParse<DatabaseProvider>(pair[1], ignoreCase: true, out var provider) && provider != DatabaseProvider.SqlServer => options with { Database = provider },
                "--connections" when number is > 0 and <= 256 => options with { Connections = number },
                "--seconds" when number > 0 => options with { Time = TimeSpan.FromSeconds(number) },
                "--past" when number > 0 => options with { Past = number },
                "--cards" when number is >= FewestCards and <= MostCards => options with { Cards = number },
                "--ops" when number > 0 => options with { Operations = number },
                "--seed" when number >= 0 => options with { Seed = number },
                _ => null,
            };
            if (read is null)
            {
                return null;
            }

            options = read;
        }

        return options;
    }
}
