using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.WaitingList;

/// <summary>Registers the use cases of the waiting list.</summary>
public static class WaitingListRegistration
{
    public static IServiceCollection AddWaitingList(this IServiceCollection services) => services
        .AddSingleton<AddWaitingEntry>()
        .AddSingleton<JoinWaitingList>()
        .AddSingleton<ReadWaitingList>();
}
