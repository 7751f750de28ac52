using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Messages;

/// <summary>Registers what writes to patients.</summary>
public static class MessagesRegistration
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<ReadLetter>()
        .AddSingleton<SendMessages>()
        .AddSingleton<ReadMessages>()
        .AddSingleton<SendAgain>()
        .AddSingleton<SendSlip>();
}
