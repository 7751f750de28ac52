using Microsoft.AspNetCore.Identity;

namespace Clinic.Domain.Users;

/// <summary>Somebody who signs in at the intranet.</summary>
public sealed class User : IdentityUser<int>
{
    public string DisplayName { get; set; } = "";

    /// <summary>The doctor this user is; set for the role <see cref="Roles.Doctor"/>.</summary>
    public DoctorId? DoctorId { get; set; }

    /// <summary>ru, en or fr.</summary>
    public string Language { get; set; } = "ru";
}
