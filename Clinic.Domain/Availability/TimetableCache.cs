using System.Diagnostics;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>
/// The timetable of this process, kept in memory and current through the change log. While somebody follows the log (see <see cref="KeepTimetable"/>)
/// asking touches no database; otherwise every question first reads what has changed. What is stale costs a refusal, never a double booking.
/// </summary>
public sealed class TimetableCache(IDbContextFactory<ClinicDb> factory, TimeProvider clock) : IDisposable
{
    private const int Batch = 500;
    private const int DaysBefore = 2;
    private const int DaysBeyondHorizon = 35;
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Timetable? current;
    private ChangePosition position;
    private long caughtUp;
    private long version;
    private volatile bool followed;
    private (long At, Exception Error)? failure;
    private Action<IReadOnlyList<Change>, ChangePosition>? listener;

    /// <summary>Grows with everything that may have changed what is free.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>The timetable from the day before yesterday to beyond the horizon of strangers.</summary>
    public async ValueTask<Timetable> Current(CancellationToken cancel)
    {
        if (current is { } timetable && followed && Stopwatch.GetElapsedTime(Interlocked.Read(ref caughtUp)) < Trust && Spans(timetable))
        {
            return timetable;
        }

        await CatchUp(cancel);
        return current!;
    }

    /// <summary>A timetable that covers the window: the one in memory, or one read for the occasion.</summary>
    public async ValueTask<Timetable> For(TimeRange window, CancellationToken cancel)
    {
        var timetable = await Current(cancel);
        if (timetable.Window.Contains(window))
        {
            return timetable;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Timetable.Load(db, db.Doctors, window, clock.GetUtcNow().UtcDateTime, cancel);
    }

    /// <summary>The same, knowing at least of every change up to the position: for whoever shows beside it what was read up to there.</summary>
    internal async ValueTask<Timetable> For(TimeRange window, ChangePosition known, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        var behind = position < known;
        turn.Release();
        if (behind)
        {
            await CatchUp(cancel);
        }

        return await For(window, cancel);
    }

    /// <summary>Takes in what this process has just committed, without waiting for the change log. Never throws: the log brings the same later.</summary>
    public async Task Apply(params IReadOnlyList<Change> changes)
    {
        Interlocked.Increment(ref version);
        if (current is null)
        {
            return;
        }

        try
        {
            await turn.WaitAsync();
            try
            {
                await using var db = await factory.CreateDbContextAsync();
                await Take(db, changes, CancellationToken.None);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // The log brings it as soon as the database answers again.
        }
    }

    /// <summary>The same for a booking or hold that is new in the storage: its cells need not be read again, unless they are counted.</summary>
    /// <param name="change">What was written.</param>
    /// <param name="until">Expiry of a hold; null for a booking.</param>
    public Task Added(Change change, DateTime? until)
    {
        if (current is not { } timetable || change.Touched is null)
        {
            return Task.CompletedTask;
        }

        var ranges = CellRange.ParseMany(change.Touched).ToList();
        if (!ranges.TrueForAll(r => timetable.Cells(r.Resource) is { Capacity: 1 }))
        {
            return Apply(change);
        }

        foreach (var range in ranges)
        {
            timetable.Take(range, until);
        }

        Interlocked.Increment(ref version);
        return Task.CompletedTask;
    }

    /// <summary>Reads cells again, where the storage has shown that they are not what they seemed.</summary>
    internal async Task Reread(IEnumerable<CellRange> ranges, CancellationToken cancel)
    {
        var timetable = await Current(cancel);
        await turn.WaitAsync(cancel);
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            await timetable.Refresh(db, [.. ranges], [], clock.GetUtcNow().UtcDateTime, cancel);
            Interlocked.Increment(ref version);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads rosters and rules again, unless others than those of the placement are known already: the storage has shown that they are old.</summary>
    internal async Task Renew(Placement planned, CancellationToken cancel)
    {
        await Current(cancel);
        await turn.WaitAsync(cancel);
        try
        {
            if (current!.Facts.Sites.GetValueOrDefault(planned.Slot.SiteId)?.RosterVersion == planned.RosterVersion)
            {
                // Not by the change log, whose readers wait for transactions that have nothing to do with it.
                await using var db = await factory.CreateDbContextAsync(cancel);
                current = await current.Renew(db, clock.GetUtcNow().UtcDateTime, cancel);
                Interlocked.Increment(ref version);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// From the position answered on, tells the one listener what the change log brings, in order, when it is known here already. Without any change
    /// where more may have happened than can be told. Must be quick: others wait meanwhile.
    /// </summary>
    public async Task<ChangePosition> Listen(Action<IReadOnlyList<Change>, ChangePosition> hear, CancellationToken cancel)
    {
        await Current(cancel);
        await turn.WaitAsync(cancel);
        try
        {
            listener = hear;
            return position;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
    }

    /// <summary>Follows the change log until cancelled; every reading of it that fails is told and tried again.</summary>
    internal async Task Follow(TimeSpan pause, Action<Exception?> tell, CancellationToken cancel)
    {
        followed = true;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                try
                {
                    await CatchUp(cancel);
                    tell(null);
                }
                catch (Exception error) when (DatabaseErrors.IsDatabase(error))
                {
                    tell(error);
                }

                await Task.Delay(pause, cancel);
            }
        }
        catch (Exception error) when (cancel.IsCancellationRequested || error is ObjectDisposedException)
        {
            // The program ends; where it could not start, its services are gone before anybody stops this.
        }
        finally
        {
            followed = false;
        }
    }

    private async Task CatchUp(CancellationToken cancel)
    {
        var asked = Stopwatch.GetTimestamp();
        await turn.WaitAsync(cancel);
        try
        {
            // Somebody else has caught up since we began to wait.
            if (current is { } timetable && Interlocked.Read(ref caughtUp) > asked && Spans(timetable))
            {
                return;
            }

            // Whoever waited for a try that failed need not wait for another. That is no failure of its own: told again and again, it would never end while there are askers.
            if (failure is { } failed && failed.At > asked)
            {
                throw new TimetableUnreadException(failed.Error);
            }

            await ReadOn(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ReadOn(CancellationToken cancel)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            await using var db = await factory.CreateDbContextAsync(cancel);
            if (current is not { } known || !Spans(known))
            {
                await Load(db, cancel);
                listener?.Invoke([], position);
            }
            else
            {
                for (var count = Batch; count == Batch;)
                {
                    var changes = await ChangeLog.Read(db, position, Batch, cancel);
                    await Take(db, changes, cancel);
                    count = changes.Count;
                    if (count > 0)
                    {
                        position = ChangeLog.Position(changes[^1]);
                        listener?.Invoke(changes, position);
                    }
                }
            }

            Interlocked.Exchange(ref caughtUp, began);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            failure = (Stopwatch.GetTimestamp(), error);
            throw;
        }
    }

    private async Task Load(ClinicDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var horizon = await db.Profile.Select(p => p.HorizonDays).SingleAsync(cancel);

        // The position first: what is committed while we read is read again, which does no harm.
        position = await ChangeLog.Latest(db, cancel);
        var today = DateTime.SpecifyKind(now.Date, DateTimeKind.Utc);
        current = await Timetable.Load(factory, db, new(today.AddDays(-DaysBefore), today.AddDays(horizon + DaysBeyondHorizon)), now, cancel);
        Interlocked.Increment(ref version);
    }

    private async Task Take(ClinicDb db, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var timetable = current!;
        var now = clock.GetUtcNow().UtcDateTime;
        if (changes.Any(c => c.Kind is ChangeKind.Roster or ChangeKind.Reference))
        {
            timetable = current = await timetable.Renew(db, now, cancel);
        }

        var cells = changes.Where(c => c.Kind is ChangeKind.Booking or ChangeKind.Hold && c.Touched is not null && c.From < timetable.Window.End && c.To > timetable.Window.Start).ToList();
        if (cells.Count > 0)
        {
            await timetable.Refresh(db, [.. cells.SelectMany(c => CellRange.ParseMany(c.Touched!))], [.. cells.Select(c => c.DoctorId).OfType<DoctorId>().Distinct()], now, cancel);
        }

        Interlocked.Increment(ref version);
    }

    /// <summary>The window moves on with the days, and with the horizon.</summary>
    private bool Spans(Timetable timetable)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var days = (now - timetable.Window.Start).TotalDays;
        return days >= DaysBefore && days < DaysBefore + 1 && timetable.Window.End >= now.AddDays(timetable.Facts.Profile.HorizonDays + 1);
    }
}
