using Clinic.Domain;

namespace Clinic.Web.Users;

/// <summary>The use cases of users stand on Identity, whose context lives as long as its scope: each call from a page gets one of its own.</summary>
public static class UserWork
{
    public static async Task<Result<TAnswer>> With<TUseCase, TAnswer>(this IServiceScopeFactory scopes, Func<TUseCase, Task<Result<TAnswer>>> work)
        where TUseCase : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
