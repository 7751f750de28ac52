using Clinic.Domain.Bookings;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Registers the use cases of rosters.</summary>
public static class PlanningRegistration
{
    public static IServiceCollection AddRosterPlanning(this IServiceCollection services) => services
        .AddSingleton<ReadRoster>()
        .AddSingleton<PreviewRoster>()
        .AddSingleton<PlanRosterChange>()
        .AddSingleton<CommitRosterPlan>()
        .AddSingleton<ListDisplaced>();
}
