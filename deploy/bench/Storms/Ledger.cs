using System.Collections.Concurrent;

namespace Clinic.Bench.Storms;

/// <summary>Where a booking may stand, as far as the client was told.</summary>
internal sealed record Standing(bool Cancelled, string Slot);

/// <summary>A booking that was acknowledged. One writer has it at a time.</summary>
internal sealed class Known(Wish wish, string id, string token, string slot)
{
    /// <summary>What was asked for.</summary>
    public Wish Wish => wish;

    public string Id => id;

    public string Token => token;

    /// <summary>One when the last answer arrived; more when an answer was lost.</summary>
    public HashSet<Standing> May { get; private set; } = [new(false, slot)];

    public bool Cancelled => May.All(s => s.Cancelled);

    public void Is(Standing standing) => May = [standing];

    public void MayBe(Standing standing) => May.Add(standing);

    public void IsCancelled() => May = [.. May.Select(s => s with { Cancelled = true })];
}

/// <summary>A hold that was acknowledged.</summary>
internal sealed record Held(string Id, string Slot, DateTimeOffset Expires)
{
    /// <summary>An answer about it was lost: it may be gone or stand longer.</summary>
    public bool Doubtful { get; init; }
}

/// <summary>A request to book whose answer was lost: it is asked again under the same key until it is answered.</summary>
internal sealed record Wish(string Key, string? Slot, string? Hold, int Patient);

/// <summary>Everything the clients were told.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> counts = [];

    public ConcurrentBag<Known> Bookings { get; } = [];

    public ConcurrentBag<Known> Finished { get; } = [];

    public ConcurrentBag<Held> Holds { get; } = [];

    public ConcurrentQueue<Wish> Doubtful { get; } = [];

    public ConcurrentQueue<string> Broken { get; } = [];

    public IReadOnlyDictionary<string, int> Counts => counts;

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);
}
