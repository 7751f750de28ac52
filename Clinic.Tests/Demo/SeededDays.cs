using System.Collections.Concurrent;

namespace Clinic.Tests.Demo;

/// <summary>One seeded database per present moment, for tests that only read.</summary>
public sealed class SeededDays : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<DemoDatabase>> seeded = new();

    internal Task<DemoDatabase> At(string now) => seeded.GetOrAdd(now, DemoDatabase.Seeded);

    public async ValueTask DisposeAsync()
    {
        foreach (var demo in seeded.Values)
        {
            await (await demo).DisposeAsync();
        }
    }
}
