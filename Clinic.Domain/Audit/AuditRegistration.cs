using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Audit;

/// <summary>Registers the audit: its sealing, its check, and its journals.</summary>
public static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<SealAudit>()
        .AddSingleton<VerifyDatabase>()
        .AddSingleton<ReadPatientJournal>()
        .AddSingleton<ReadBatchJournal>()
        .AddSingleton<SearchJournal>()
        .AddSingleton<ReadSeals>();
}
