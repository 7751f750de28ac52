using System.Security.Claims;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Components.Authorization;

namespace Clinic.Web.Users;

/// <summary>Who looks at the page, while it is prerendered and in its circuit alike. Endpoints take the <see cref="ClaimsPrincipal"/> of the request.</summary>
public sealed class CurrentUser(AuthenticationStateProvider state)
{
    public async Task<Actor> Actor() => (await Principal()).Actor();

    public async Task<ClaimsPrincipal> Principal() => (await state.GetAuthenticationStateAsync()).User;
}
