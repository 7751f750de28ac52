namespace Clinic.Web.Audit;

/// <summary>Registers what the journals need.</summary>
public static class AuditRegistration
{
    public static void AddJournals(this IServiceCollection services) => services.AddScoped<JournalWords>();
}
