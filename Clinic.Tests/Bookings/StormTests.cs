using Clinic.Bench.Clinics;
using Clinic.Bench.Storms;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>The short form of <c>deploy/bench storm</c>.</summary>
[Long]
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Operations = 3000;
    private static readonly string[] Done = ["hold", "book", "book hold", "move", "cancel", "release"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(12);

    [Theory, EveryDatabase]
    public async Task Many_writers_in_two_processes_and_kill_9_leave_exactly_what_was_acknowledged(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.Create(provider);
        await using var place = Place.Over(database.Settings);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var outcome = await new Storm(new() { Database = database.Settings, Operations = Operations, Longest = Longest, Seed = seed, ServerKills = 2 }).Run(place);

        output.WriteLine(string.Join('\n', outcome.Operations.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}")));
        Assert.Empty(outcome.Broken);
        Assert.True(outcome.Kills > 0, "nobody was killed");
        Assert.True(Done.Sum(d => outcome.Operations.GetValueOrDefault(d)) > 20, "hardly anything happened");
    }
}
