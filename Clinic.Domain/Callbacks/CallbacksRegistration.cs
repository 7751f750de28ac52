using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Callbacks;

/// <summary>Registers the use cases of requests to be called.</summary>
public static class CallbacksRegistration
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services) => services
        .AddSingleton<StrangersRequest>()
        .AddSingleton<AddCallback>()
        .AddSingleton<ClaimCallback>()
        .AddSingleton<CloseCallback>()
        .AddSingleton<BookFromCallback>()
        .AddSingleton<ReadCallbacks>();
}
