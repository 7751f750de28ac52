using Clinic.Domain.Bookings;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Quartz;

namespace Clinic.Web.Bookings;

/// <summary>Sweeps abandoned holds and old codes now and then.</summary>
[DisallowConcurrentExecution]
public sealed class SweepHoldsJob(SweepHolds sweep, SendCodes codes) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await sweep.Run(cancellationToken);
            await codes.Sweep(cancellationToken);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // Next time; nothing depends on it.
        }
    }
}
