using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Reports;

/// <summary>Registers the reports.</summary>
internal static class ReportsRegistration
{
    internal static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<WaitingTimes>()
        .AddSingleton<ReadReportChoices>()
        .AddSingleton<ReadWaitingReport>();
}
