using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Quartz;

namespace Clinic.Web.Codes;

/// <summary>Sends codes to those who wait for them, beside the letters that nobody waits for.</summary>
[DisallowConcurrentExecution]
public sealed class SendCodesJob(SendCodes send) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await send.Run(cancellationToken);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // In a moment again.
        }
    }
}
