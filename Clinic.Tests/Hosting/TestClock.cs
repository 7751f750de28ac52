using System.Diagnostics;

namespace Clinic.Tests.Hosting;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}

/// <summary>Goes on from where a test's clock stands, and is moved with it: what a page counts down runs, and no test ends on the day it was written for.</summary>
internal sealed class GoingClock(TestClock from) : TimeProvider
{
    private readonly long begun = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => from.GetUtcNow() + Stopwatch.GetElapsedTime(begun);
}
