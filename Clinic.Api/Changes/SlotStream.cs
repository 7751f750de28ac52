using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;

namespace Clinic.Api.Changes;

/// <summary>
/// Tells all open streams of this process what has changed, a few times a second at most, each text written once. It hears from the timetable, so that
/// whoever asks again at once is given what has changed.
/// </summary>
internal sealed class SlotStream(TimetableCache timetables, TimeProvider clock, HostSettings settings) : BackgroundService
{
    private const int MostStreams = 4000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<OpenStream> streams = [];
    private readonly List<Change> heard = [];
    private bool missed;
    private bool ended;
    private ChangePosition position;

    /// <summary>A new stream; null where there are too many already.</summary>
    internal OpenStream? Open(VisitorAddress address, DoctorId? doctor)
    {
        lock (gate)
        {
            if (streams.Count >= MostStreams || (settings.ApiLimits.Enabled && streams.Count(s => s.Address == address) >= settings.ApiLimits.Streams))
            {
                return null;
            }

            var stream = new OpenStream(address, doctor, position);
            streams.Add(stream);
            if (ended)
            {
                stream.End();
            }

            return stream;
        }
    }

    internal void Close(OpenStream stream)
    {
        lock (gate)
        {
            streams.Remove(stream);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Listen(stoppingToken);
            var told = clock.GetTimestamp();
            while (true)
            {
                await Task.Delay(Pause, stoppingToken);
                var next = await Next(stoppingToken) ?? (clock.GetElapsedTime(told) >= Quiet ? StreamNews.Heartbeat : null);
                if (next is not null)
                {
                    told = clock.GetTimestamp();
                    Tell(next);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        EndAll();
        return base.StopAsync(cancellationToken);
    }

    /// <summary>Ends every stream, also those that are opened from now on: their requests would keep the program from ending.</summary>
    internal void EndAll()
    {
        lock (gate)
        {
            ended = true;
            foreach (var stream in streams)
            {
                stream.End();
            }
        }
    }

    private async Task Listen(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                var from = await timetables.Listen(Hear, cancel);
                lock (gate)
                {
                    position = from > position ? from : position;
                }

                return;
            }
            catch (Exception error) when (DatabaseErrors.IsDatabase(error))
            {
                await Task.Delay(Again, cancel);
            }
        }
    }

    private void Hear(IReadOnlyList<Change> changes, ChangePosition at)
    {
        lock (gate)
        {
            position = at;
            missed |= changes.Count == 0;
            if (streams.Count > 0)
            {
                heard.AddRange(changes);
            }
        }
    }

    private async Task<StreamNews?> Next(CancellationToken cancel)
    {
        var touched = new TouchedDays();
        List<Change> changes;
        ChangePosition at;
        lock (gate)
        {
            if (missed)
            {
                touched.AddAll();
            }

            (changes, at) = ([.. heard], position);
            heard.Clear();
            missed = false;
        }

        if (changes.Count > 0)
        {
            try
            {
                touched.Add(changes, (await timetables.Current(cancel)).Facts, clock.GetUtcNow().UtcDateTime);
            }
            catch (Exception error) when (DatabaseErrors.IsDatabase(error))
            {
                touched.AddAll();
            }
        }

        return touched.None ? null : StreamNews.Of(touched, at);
    }

    private void Tell(StreamNews next)
    {
        lock (gate)
        {
            foreach (var stream in streams)
            {
                stream.Offer(next);
            }
        }
    }
}
