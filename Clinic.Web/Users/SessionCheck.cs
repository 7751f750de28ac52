using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Web.Users;

/// <summary>Closes open pages of users whose password, roles or account changed, within seconds.</summary>
public sealed class SessionCheck(ILoggerFactory log, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(log)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<SignInManager<User>>().ValidateSecurityStampAsync(authenticationState.User) is not null;
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // A database that is away takes nobody's rights; nor does anything that they could do without it.
            return true;
        }
        catch (ObjectDisposedException error) when (error.ObjectName == nameof(IServiceProvider))
        {
            // The host has stopped before the page was told: nobody is left to ask, and nobody's session ended.
            throw new TaskCanceledException(error.Message, error, cancellationToken);
        }
    }
}
