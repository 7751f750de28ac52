using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Quartz;

namespace Clinic.Web.Messages;

/// <summary>Sends what patients are to be told.</summary>
[DisallowConcurrentExecution]
public sealed class SendMessagesJob(SendMessages send) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await send.Run(cancellationToken);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // In a moment again; what was claimed meanwhile waits for the end of its lease.
        }
    }
}
