using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Bookings;

/// <summary>A doctor's own day: shifts and visits in order, in the wall-clock time of the site.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Today">The local date now.</param>
/// <param name="TodayEnds">The instant, in UTC, at which the local date changes.</param>
/// <param name="Shifts">When and where the doctor works.</param>
/// <param name="WhyNot">Why there is no shift; null where there is one.</param>
/// <param name="Visits">Ordered by start; cancelled ones are left out.</param>
public sealed record DoctorDay(DateOnly Date, DateOnly Today, DateTime TodayEnds, IReadOnlyList<DoctorShift> Shifts, NoShift? WhyNot, IReadOnlyList<DoctorVisit> Visits)
{
    /// <summary>Minutes by which the doctor has said to run late on the date.</summary>
    public int Delay { get; init; }

    /// <summary>Who comes next: the one in the room, else who was called in, else the first who waits, else the first whose time is not over. Null on other days than today.</summary>
    public DoctorVisit? Next(DateTimeOffset now) => Date != Today ? null
        : Visits.FirstOrDefault(v => v.Status == BookingStatus.InProgress)
            ?? Visits.FirstOrDefault(v => v.IsCalled)
            ?? Visits.FirstOrDefault(v => v.Status == BookingStatus.Arrived)
            ?? Visits.FirstOrDefault(v => v.Status.IsOpen() && v.End > now);

    /// <summary>The next instant at which the picture differs though nobody has done anything: a visit should begin, is late, is over, or the day turns.</summary>
    public DateTimeOffset? Changes(DateTimeOffset now)
    {
        var moments = Date != Today ? [] : Visits.Where(v => v.Status.IsOpen()).SelectMany(v => new[] { v.Start, v.Start.AddMinutes(1), v.End });
        return moments.Append(new(TodayEnds)).Where(m => m > now).Select(m => (DateTimeOffset?)m).Min();
    }
}

/// <summary>Working time with the offset in force at the site.</summary>
public sealed record DoctorShift(DateTimeOffset Start, DateTimeOffset End, string? Room);

/// <summary>A visit as the doctor sees it.</summary>
public sealed record DoctorVisit
{
    public required BookingId Id { get; init; }

    /// <summary>Guards against changing what somebody else changed meanwhile.</summary>
    public required int Version { get; init; }

    public required BookingStatus Status { get; init; }

    /// <summary>With the offset in force at the site.</summary>
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required PersonName Patient { get; init; }

    public DateOnly? BirthDate { get; init; }

    public required LocalText VisitType { get; init; }

    public string? Room { get; init; }

    public string? Comment { get; init; }

    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When the doctor called the patient in.</summary>
    public DateTimeOffset? CalledAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the doctor, running late, will see the patient; null where the visit begins in time or has begun.</summary>
    public DateTimeOffset? Expected { get; init; }

    /// <summary>The patient was called in and is on the way.</summary>
    public bool IsCalled => Status == BookingStatus.Arrived && CalledAt is not null;

    /// <summary>Full years on the day of the visit.</summary>
    public int? Age => BirthDate is not { } born ? null : YearsBetween(born, DateOnly.FromDateTime(Start.DateTime));

    private static int YearsBetween(DateOnly born, DateOnly on) => on.Year - born.Year - (on < born.AddYears(on.Year - born.Year) ? 1 : 0);
}
