using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Callbacks;

/// <summary>Registers the use cases of requests, and of those to be called.</summary>
public static class CallbacksRegistration
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services) => services
        .AddSingleton<StrangersRequest>()
        .AddSingleton<AddCallback>()
        .AddSingleton<ClaimRequest>()
        .AddSingleton<CloseRequest>()
        .AddSingleton<BookFromRequest>()
        .AddSingleton<ReadCallbacks>();
}
