using System.Linq.Expressions;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;

namespace Clinic.Domain.Callbacks;

/// <summary>A visit that is cancelled needs nobody's word any more; should it stand again, so does the call.</summary>
internal static class CallsOwed
{
    internal static Expression<Func<Callback, bool>> In(ClinicDb db) => c =>
        c.Reason != CallbackReason.BookedByAnother
        || !db.Bookings.Any(b => b.Id == c.AboutBookingId && (b.Status == BookingStatus.CancelledByPatient || b.Status == BookingStatus.CancelledByClinic));
}
