using Clinic.Domain.Database;

namespace Clinic.Bench.Storms;

/// <summary>How hard a storm blows.</summary>
public sealed record StormSettings
{
    /// <summary>The database that both servers work on; furnished by the storm.</summary>
    public required DatabaseSettings Database { get; init; }

    public int Operations { get; init; } = 100_000;

    /// <summary>The storm ends after so long, however many operations are left.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    public int Writers { get; init; } = 32;

    public int Seed { get; init; }

    /// <summary>How many times a server process is killed and started again.</summary>
    public int ServerKills { get; init; } = 20;

    /// <summary>How many times the database server is; needs <see cref="KillDatabase"/>.</summary>
    public int DatabaseKills { get; init; }

    /// <summary>Kills the database server and starts it again.</summary>
    public Func<Task>? KillDatabase { get; init; }
}

/// <summary>What a storm left behind.</summary>
/// <param name="Broken">Promises that were not kept, one line each.</param>
/// <param name="Operations">How many were asked for, by what became of them.</param>
/// <param name="Kills">How many processes were killed.</param>
public sealed record StormOutcome(IReadOnlyList<string> Broken, IReadOnlyDictionary<string, int> Operations, int Kills);
