using Clinic.Domain.Users;
using Microsoft.AspNetCore.Authorization;

namespace Clinic.Web.Users;

/// <summary>Who may open what. Each page and endpoint names one of these or is declared anonymous; what names none is refused.</summary>
public static class Policies
{
    /// <summary>Those who book for patients: administrator, registrar, call centre.</summary>
    public const string Reception = nameof(Reception);

    /// <summary>Those who change rosters: administrator, registrar.</summary>
    public const string Rosters = nameof(Rosters);

    public const string Doctor = nameof(Doctor);

    /// <summary>Those who read how the days went: administrator, registrar, and doctors as far as the visits are theirs, which the use cases see to.</summary>
    public const string Reports = nameof(Reports);

    /// <summary>Those who have to do with visits: all of reception, and doctors as far as the visits are theirs, which the use cases see to.</summary>
    public const string Visits = nameof(Visits);

    public const string Administration = nameof(Administration);

    /// <summary>Anybody who is signed in, whatever the role.</summary>
    public const string SignedIn = nameof(SignedIn);

    public static void AddPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Reception, p => p.RequireRole(Roles.Administrator, Roles.Registrar, Roles.CallCentre))
        .AddPolicy(Rosters, p => p.RequireRole(Roles.Administrator, Roles.Registrar))
        .AddPolicy(Visits, p => p.RequireRole(Roles.Administrator, Roles.Registrar, Roles.CallCentre, Roles.Doctor))
        .AddPolicy(Reports, p => p.RequireRole(Roles.Administrator, Roles.Registrar, Roles.Doctor))
        .AddPolicy(Doctor, p => p.RequireRole(Roles.Doctor))
        .AddPolicy(Administration, p => p.RequireRole(Roles.Administrator))
        .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser())
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build());
}
