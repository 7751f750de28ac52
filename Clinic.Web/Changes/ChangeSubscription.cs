using System.Globalization;
using Clinic.Domain.Changes;

namespace Clinic.Web.Changes;

/// <summary>One listener: gets its batches one after the other; a slow or failing one disturbs no other.</summary>
internal sealed class ChangeSubscription(Func<IReadOnlyList<Change>, Task> deliver, Action<ChangeSubscription> leave, ILogger log) : IDisposable
{
    // Somebody that far behind loads anew rather than reading it all.
    private const int MostWaiting = 2000;

    private readonly Lock gate = new();

    // A page that redraws itself from here must speak its reader's language, not this thread's.
    private readonly (CultureInfo Format, CultureInfo Texts) culture = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private List<Change> waiting = [];
    private bool delivering;
    private bool gone;

    public void Post(IReadOnlyList<Change> changes)
    {
        lock (gate)
        {
            if (gone)
            {
                return;
            }

            waiting.AddRange(changes);
            if (waiting.Count > MostWaiting)
            {
                waiting = [ChangeFollower.Anything(changes[^1].At)];
            }

            if (delivering)
            {
                return;
            }

            delivering = true;
        }

        _ = Task.Run(Deliver);
    }

    public void Dispose()
    {
        lock (gate)
        {
            gone = true;
        }

        leave(this);
    }

    private async Task Deliver()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = culture;
        while (Next() is { } batch)
        {
            try
            {
                await deliver(batch);
            }
            catch (Exception error)
            {
                // A page that is being closed may fail so; it has left by then.
                if (!gone)
                {
                    log.LogError(error, "A listener to changes failed");
                }
            }
        }
    }

    private List<Change>? Next()
    {
        lock (gate)
        {
            if (gone || waiting.Count == 0)
            {
                delivering = false;
                return null;
            }

            var batch = waiting;
            waiting = [];
            return batch;
        }
    }
}
