using Clinic.Domain.Rosters;

namespace Clinic.Domain.Bookings;

/// <summary>Seven days of a doctor from Monday on, in the wall-clock time of the site.</summary>
/// <param name="Today">The local date now.</param>
/// <param name="Days">Monday to Sunday.</param>
public sealed record DoctorWeek(DateOnly Today, IReadOnlyList<DoctorWeekDay> Days)
{
    public DateOnly Monday => Days[0].Date;
}

/// <summary>One day of the week.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Shifts">When and where the doctor works.</param>
/// <param name="WhyNot">Why there is no shift; null where there is one.</param>
/// <param name="Away">The reason of an absence on the date; null without one.</param>
/// <param name="Visits">Ordered by start; cancelled ones are left out.</param>
/// <param name="Free">Starts at which the doctor's usual visit can still be booked, by start.</param>
public sealed record DoctorWeekDay(
    DateOnly Date, IReadOnlyList<DoctorShift> Shifts, NoShift? WhyNot, DayReason? Away, IReadOnlyList<DoctorVisit> Visits, IReadOnlyList<DateTimeOffset> Free)
{
    /// <summary>Share of the working time that is booked, in percent; null for a day without a shift.</summary>
    public int? Load
    {
        get
        {
            var work = Shifts.Sum(s => (s.End - s.Start).TotalMinutes);
            return work > 0 ? (int)Math.Min(100, Math.Round(100 * Visits.Where(v => v.Status != BookingStatus.NoShow).Sum(v => (v.End - v.Start).TotalMinutes) / work)) : null;
        }
    }
}
