using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Quartz;

namespace Clinic.Web.Bookings;

/// <summary>Gives back the time of those who did not come.</summary>
[DisallowConcurrentExecution]
public sealed class MarkNoShowsJob(MarkNoShows mark) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await mark.Run(cancellationToken);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // In a minute again.
        }
    }
}
