using Clinic.Web.Audit;
using Quartz;

namespace Clinic.Web.Jobs;

/// <summary>Everything that runs by the clock; in the intranet's process only.</summary>
public static class JobsRegistration
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            q.AddJob<SealAuditJob>(j => j.WithIdentity(nameof(SealAuditJob)));
            q.AddTrigger(t => t.ForJob(nameof(SealAuditJob)).WithIdentity(nameof(SealAuditJob)).StartNow().WithSimpleSchedule(s => s.WithInterval(SealAuditJob.Every).RepeatForever()));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }
}
