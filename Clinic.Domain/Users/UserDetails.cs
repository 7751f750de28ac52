namespace Clinic.Domain.Users;

/// <summary>What an administrator sets of a user. The name for signing in stays as it is: the audit refers to it.</summary>
public sealed record UserDetails
{
    /// <summary>Null for somebody new.</summary>
    public int? Id { get; init; }

    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";

    /// <summary>Of <see cref="Users.Roles"/>; at least one.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Who they are in the rosters; of the role doctor alone.</summary>
    public DoctorId? Doctor { get; set; }

    /// <summary>ru, en or fr.</summary>
    public string Language { get; set; } = "ru";

    /// <summary>What the page saw; guards against stale ones.</summary>
    public string? Stamp { get; init; }
}

/// <summary>A user as the list shows one.</summary>
/// <param name="Details">What can be set.</param>
/// <param name="DoctorName">Of the linked doctor.</param>
/// <param name="Locked">An administrator has closed the account.</param>
/// <param name="HasPassword">Without one nobody signs in, but in the demo.</param>
public sealed record UserRow(UserDetails Details, string? DoctorName, bool Locked, bool HasPassword);
