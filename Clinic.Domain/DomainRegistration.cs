using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Demo;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Reports;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Settings;
using Clinic.Domain.WaitingList;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clinic.Domain;

/// <summary>Everything that is true regardless of the door.</summary>
public static class DomainRegistration
{
    public static IServiceCollection AddClinicDomain(this IServiceCollection services, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(settings)
            .AddClinicDb(settings.Database)
            .AddSingleton<MigrateDatabase>()
            .AddSingleton<SeedDemo>()
            .AddAudit()
            .AddSettings()
            .AddAvailability()
            .AddBookings()
            .AddCallbacks()
            .AddCodes()
            .AddMessages()
            .AddWaitingList()
            .AddPatients()
            .AddReports()
            .AddRosterImport()
            .AddRosterPlanning();
    }
}
