using Clinic.Domain.Patients.Import;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Patients;

/// <summary>Registers the use cases of patients' cards.</summary>
public static class PatientsRegistration
{
    public static IServiceCollection AddPatients(this IServiceCollection services) => services
        .AddSingleton<FindPatients>()
        .AddSingleton<FindDuplicates>()
        .AddSingleton<ReadFamily>()
        .AddSingleton<IdentifyPatient>()
        .AddSingleton<ReadPatientCard>()
        .AddSingleton<ReadPatientVisits>()
        .AddSingleton<SavePatient>()
        .AddSingleton<SavePolicy>()
        .AddSingleton<RemovePolicy>()
        .AddSingleton<AddNote>()
        .AddSingleton<RemoveNote>()
        .AddSingleton<RecordConsent>()
        .AddSingleton<WithdrawConsent>()
        .AddSingleton<MergePatients>()
        .AddSingleton<UnmergePatients>()
        .AddSingleton<PlanPatientImport>()
        .AddSingleton<ApplyPatientImport>();
}
