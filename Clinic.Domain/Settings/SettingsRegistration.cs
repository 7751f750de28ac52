using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Rooms;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Settings;

/// <summary>Registers what administrators and registrars set up.</summary>
public static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<SetUpClinic>()
        .AddSingleton<PublishConsent>()
        .AddSingleton<SaveSite>()
        .AddSingleton<SaveDoctor>()
        .AddSingleton<SetDoctorPhoto>()
        .AddSingleton<FindDoctorPhoto>()
        .AddSingleton<SaveSpecialty>()
        .AddSingleton<SaveVisitType>()
        .AddSingleton<SaveRoom>()
        .AddSingleton<SaveDevice>();
}
