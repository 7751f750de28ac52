using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Clinic.Tests.Hosting;

/// <summary>What a host asks of its database, but for the change log, which it follows all the time.</summary>
public sealed class QueryLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> queries = [];

    /// <summary>The statements since the last look.</summary>
    public IReadOnlyList<string> Take()
    {
        var all = queries.ToList();
        queries.Clear();
        return all;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        if (text.StartsWith("Executing DbCommand", StringComparison.Ordinal) && !text.Contains("\"Changes\"", StringComparison.Ordinal))
        {
            queries.Enqueue(text);
        }
    }

    public void Dispose()
    {
        // Nothing to let go of.
    }
}
