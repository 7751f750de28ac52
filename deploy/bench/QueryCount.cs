using System.Diagnostics;

namespace Clinic.Bench;

/// <summary>Counts the commands that this process sends to its databases.</summary>
internal sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private long count;

    public QueryCount() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public long Count => Interlocked.Read(ref count);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting")
        {
            Interlocked.Increment(ref count);
        }
    }

    public void OnCompleted()
    {
        // The listener ends with the process.
    }

    public void OnError(Exception error)
    {
        // Nothing is counted then.
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
