using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Codes;

/// <summary>Registers what proves addresses.</summary>
public static class CodesRegistration
{
    public static IServiceCollection AddCodes(this IServiceCollection services) => services
        .AddSingleton<AskCode>()
        .AddSingleton<CheckCode>()
        .AddSingleton<SendCodes>();
}
