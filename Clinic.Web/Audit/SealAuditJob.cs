using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Quartz;

namespace Clinic.Web.Audit;

/// <summary>Seals what is new in the audit, every few seconds.</summary>
[DisallowConcurrentExecution]
public sealed class SealAuditJob(SealAudit seal, ILogger<SealAuditJob> log) : IJob
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    // One line when it begins to fail and one when it works again; the job itself is made anew each time.
    private static bool failing;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await seal.Run(cancellationToken);
            Tell(failed: false, null);
        }
        catch (Exception error) when (DatabaseErrors.IsDuplicateKey(error) || DatabaseErrors.IsCollision(error))
        {
            // Another process seals as well; what it left is done next time.
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            Tell(failed: true, error);
        }
    }

    private void Tell(bool failed, Exception? error)
    {
        if (failing == failed)
        {
            return;
        }

        failing = failed;
        if (failed)
        {
            log.LogError(error, "The audit cannot be sealed; trying again until it can");
        }
        else
        {
            log.LogWarning("The audit is being sealed again.");
        }
    }
}
