using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Availability;

/// <summary>One thing that stands against a time, with whatever it follows from. Staff see all of it, strangers the code alone.</summary>
/// <param name="Code">A code of <see cref="Problems.ProblemCodes"/>.</param>
public sealed record Reason(string Code)
{
    /// <summary>Outside the roster: the line that comes nearest; null where the doctor has none at all.</summary>
    public RosterLine? Line { get; init; }

    /// <summary>A date that differs from the roster.</summary>
    public RosterException? Exception { get; init; }

    public Absence? Absence { get; init; }

    public Closure? Closure { get; init; }

    /// <summary>The access rule that closes the time.</summary>
    public AccessRule? Rule { get; init; }

    /// <summary>Quota: places taken and places there are.</summary>
    public int? Used { get; init; }

    public int? Of { get; init; }

    /// <summary>When it ends by itself: the release of the time, the expiry of a hold, the end of lead time.</summary>
    public DateTime? Until { get; init; }

    /// <summary>A room or device that is out of order.</summary>
    public Outage? Outage { get; init; }

    /// <summary>The kind of device that is missing.</summary>
    public string? Device { get; init; }

    /// <summary>Too short: minutes that are left.</summary>
    public int? MinutesLeft { get; init; }
}

/// <summary>A stretch of time in which a visit cannot begin, and everything that stands against it; no reasons where it can.</summary>
public sealed record ExplainedStretch(TimeRange Range, IReadOnlyList<Reason> Reasons);

/// <summary>Why a doctor's time is free or not, cell by cell, from the beginning of the window to its end.</summary>
public sealed record Explanation(DoctorId DoctorId, VisitTypeId VisitTypeId, SiteId? SiteId, IReadOnlyList<ExplainedStretch> Stretches, ClinicFacts Facts);
