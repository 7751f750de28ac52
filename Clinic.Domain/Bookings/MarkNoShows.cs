using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Whoever has not arrived in the clinic's time of grace counts as not coming, where the clinic wants it so.</summary>
public sealed class MarkNoShows(IDbContextFactory<ClinicDb> factory, ChangeBookingStatus status, TimeProvider clock)
{
    private const int AtOnce = 200;

    // What the desk never closed in weeks past is not ours to judge.
    private const int DaysBack = 7;
    private static readonly BookingStatus[] Expected = [BookingStatus.Pending, BookingStatus.Booked, BookingStatus.Confirmed];

    /// <summary>Answers how many were marked.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var marked = 0;
        foreach (var (id, version) in await Due(cancel))
        {
            // Whoever arrives at this moment has another version and stays.
            var result = await status.Run(id, BookingStatus.NoShow, version, Actor.System, cancel);
            marked += result.Ok ? 1 : 0;
        }

        return marked;
    }

    private async Task<IReadOnlyList<(BookingId Id, int Version)>> Due(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Profile.Select(p => p.NoShowMinutes).SingleAsync(cancel) is not { } minutes)
        {
            return [];
        }

        var last = clock.GetUtcNow().UtcDateTime.AddMinutes(-minutes);
        var first = last.AddDays(-DaysBack);
        var due = await db.Bookings.Where(b => b.Start <= last && b.Start > first && Expected.Contains(b.Status))
            .OrderBy(b => b.Start).Take(AtOnce).Select(b => new { b.Id, b.Version }).ToListAsync(cancel);
        return due.ConvertAll(b => (b.Id, b.Version));
    }
}
