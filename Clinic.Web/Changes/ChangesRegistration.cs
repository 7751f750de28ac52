namespace Clinic.Web.Changes;

/// <summary>Registers the follower of the change log.</summary>
public static class ChangesRegistration
{
    public static IServiceCollection AddChangeFollower(this IServiceCollection services) => services
        .AddSingleton<ChangeFollower>()
        .AddHostedService(s => s.GetRequiredService<ChangeFollower>());
}
