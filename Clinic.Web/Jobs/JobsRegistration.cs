using Clinic.Web.Audit;
using Clinic.Web.Bookings;
using Clinic.Web.Codes;
using Clinic.Web.Messages;
using Quartz;

namespace Clinic.Web.Jobs;

/// <summary>Everything that runs by the clock; in the intranet's process only.</summary>
public static class JobsRegistration
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            q.Repeat<SealAuditJob>(SealAuditJob.Every);
            q.Repeat<SweepHoldsJob>(SweepHoldsJob.Every);
            q.Repeat<MarkNoShowsJob>(MarkNoShowsJob.Every);
            q.Repeat<SendCodesJob>(SendCodesJob.Every);
            q.Repeat<SendMessagesJob>(SendMessagesJob.Every);
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    private static void Repeat<T>(this IQuartzBuilder quartz, TimeSpan every)
        where T : IJob
    {
        var name = typeof(T).Name;
        quartz.AddJob<T>(j => j.WithIdentity(name));
        quartz.AddTrigger(t => t.ForJob(name).WithIdentity(name).StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever()));
    }
}
