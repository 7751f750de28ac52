using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>The limits per patient as numbered places under the contact key, so that no race exceeds them.</summary>
internal static class PatientLimits
{
    /// <param name="terms">Limits, specialty and clock.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="contactKey">The person; nobody is counted without.</param>
    /// <param name="now">What is over already is not counted.</param>
    internal static IEnumerable<Claim> Of(VisitTerms terms, TimeRange visit, long? contactKey, DateTime now)
    {
        if (contactKey is not { } key)
        {
            yield break;
        }

        if (terms.Profile.MaxActivePerSpecialty is { } most && visit.End > now)
        {
            yield return new(Key($"active:{key}:{terms.Specialty?.Value ?? 0}"), 0, 1, ProblemCodes.PatientLimit) { Capacity = most, Until = visit.End };
        }

        if (terms.Profile.MaxMinutesPerWeek is { } minutes)
        {
            var date = terms.Site.LocalDate(visit.Start);
            var monday = date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

            // The week is over by every clock in the world.
            var over = new DateTime(monday.AddDays(8), TimeOnly.MinValue, DateTimeKind.Utc);
            if (over > now)
            {
                yield return new(Key($"week:{key}"), monday.DayNumber, monday.DayNumber + 1, ProblemCodes.PatientLimit)
                {
                    Capacity = minutes / Cell.Minutes,
                    Count = Cell.AtOrAfter(visit.End) - Cell.Of(visit.Start),
                    Until = over,
                };
            }
        }
    }

    /// <summary>
    /// Gives places back: all of them, or that among the active bookings alone, for the minutes of a visit that took place are used up.
    /// (Of a booking's rows these alone end by themselves.)
    /// </summary>
    internal static Task Free(ClinicDb db, BookingId booking, bool all, CancellationToken cancel) =>
        db.Occupancy.Where(o => o.OwnerId == booking.Value && o.HeldUntil != null && (all || o.Cell == 0)).ExecuteDeleteAsync(cancel);

    private static ResourceId Key(FormattableString text) => ResourceId.Limit(text.ToString(CultureInfo.InvariantCulture));
}
