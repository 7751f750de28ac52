using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Registers the use cases of the roster import.</summary>
public static class RosterImportRegistration
{
    public static IServiceCollection AddRosterImport(this IServiceCollection services) => services
        .AddSingleton<PlanRosterImport>()
        .AddSingleton<ApplyRosterImport>();
}
