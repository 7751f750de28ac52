using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clinic.Domain.Availability;

/// <summary>Keeps the timetable of a host current, so that asking for free time touches no database.</summary>
internal sealed partial class KeepTimetable(TimetableCache timetables, ILogger<KeepTimetable> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private bool failing;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => timetables.Follow(Pause, Tell, stoppingToken);

    private void Tell(Exception? error)
    {
        if (error is not null && !failing)
        {
            LogLost(log, error.GetBaseException().Message);
        }
        else if (error is null && failing)
        {
            LogBack(log);
        }

        failing = error is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be read ({Reason}); free times are not current until it can")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database can be read again")]
    private static partial void LogBack(ILogger log);
}
