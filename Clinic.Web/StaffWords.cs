using Microsoft.Extensions.Localization;

namespace Clinic.Web;

/// <summary>What a colleague is called where nobody has the name for signing in that a row keeps.</summary>
public static class StaffWords
{
    /// <summary>The role of the same name, which the demo clinic's staff signs with; else the name as it is.</summary>
    public static string Staff(this IStringLocalizer<Texts> texts, string name) => texts[$"Role.{name}"] is { ResourceNotFound: false } role ? role.Value : name;
}
