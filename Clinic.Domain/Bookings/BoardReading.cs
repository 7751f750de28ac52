using System.Diagnostics;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What one picture needs: the rows as they were read, the timetable, who asks.</summary>
internal delegate BoardDay DrawBoard(BoardRows rows, Timetable timetable, Asker asker);

/// <summary>The rows of a stretch of time at one site and the pictures drawn from them. Many ask, one reads: again only when something has changed.</summary>
internal sealed class BoardReading(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock, TimeRange window) : IDisposable
{
    // Access rules open and close with the clock, which is no change in the log.
    private static readonly TimeSpan PictureLasts = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<(VisitTypeId?, Channel), Picture> pictures = [];
    private BoardRows? rows;
    private Timetable? timetable;
    private ChangePosition position;
    private long newest;
    private long version;
    private long lookedAt;

    /// <summary>Reads the rows, given a context and the present instant.</summary>
    internal required Func<ClinicDb, DateTime, CancellationToken, Task<BoardRows>> Read { get; init; }

    /// <summary>When somebody last asked.</summary>
    internal long AskedAt { get; private set; } = Stopwatch.GetTimestamp();

    /// <param name="fitting">The visit type that free starts are wanted for; a picture is kept for each.</param>
    /// <param name="channel">Through which channel it would be booked; the same.</param>
    /// <param name="draw">Draws the picture.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<BoardDay> Take(VisitTypeId? fitting, Channel channel, DrawBoard draw, CancellationToken cancel)
    {
        var asked = AskedAt = Stopwatch.GetTimestamp();
        await turn.WaitAsync(cancel);
        try
        {
            // Whoever looked since we began to ask has seen whatever we were told of.
            if (lookedAt <= asked)
            {
                await Look(cancel);
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var key = (fitting, channel);
            if (pictures.TryGetValue(key, out var known) && known.Rows == rows && known.Version == version && known.At <= now && now < known.Until)
            {
                return known.Day;
            }

            var day = draw(rows!, timetable!, new(channel, now)).Keeping(known?.Day);
            var until = now + PictureLasts;
            pictures[key] = new(rows!, version, now, day.NextRelease is { } release && release < until ? release : until, day);
            return day;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task Look(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (latest, last) = (await ChangeLog.Latest(db, cancel), await ChangeLog.Newest(db, cancel));
        var now = clock.GetUtcNow().UtcDateTime;

        // What this process writes is in the timetable before the log shows it.
        if (rows is null || latest != position || last != newest || timetables.Version != version || rows.Holds.Any(h => h.ExpiresAt <= now))
        {
            timetable = await timetables.For(window, latest, cancel);

            // Counted before the rows are read: what comes meanwhile is read again.
            var counted = timetables.Version;
            rows = await Read(db, now, cancel);
            (position, newest, version) = (latest, last, counted);
        }

        lookedAt = began;
    }

    private sealed record Picture(BoardRows Rows, long Version, DateTime At, DateTime Until, BoardDay Day);
}
