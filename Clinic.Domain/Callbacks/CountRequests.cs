using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>Counts what came from outside and nobody has taken yet.</summary>
public static class CountRequests
{
    public static async Task<int> Run(ClinicDb db, CancellationToken cancel) =>
        await db.Callbacks.Where(CallsOwed.In(db)).CountAsync(c => c.Status == RequestStatus.Waiting, cancel)
        + await db.WaitingEntries.CountAsync(w => w.Status == RequestStatus.Waiting && w.Channel == Channel.Widget, cancel);
}
