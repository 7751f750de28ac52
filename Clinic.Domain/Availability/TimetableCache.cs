using Clinic.Domain.Changes;

namespace Clinic.Domain.Availability;

/// <summary>The timetable of this process, kept in memory and current through the change log.</summary>
public sealed class TimetableCache
{
    private long version;

    /// <summary>Grows with everything that may have changed what is free.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Takes in what this process has just committed, without waiting for the change log. Never throws: the log brings the same later.</summary>
    public Task Apply(params IReadOnlyList<Change> changes)
    {
        Interlocked.Add(ref version, changes.Count);
        return Task.CompletedTask;
    }
}
