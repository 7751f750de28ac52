namespace Clinic.Domain.Sites;

/// <summary>Time zones by their IANA names.</summary>
public static class TimeZones
{
    /// <summary>The zones that the system knows, places only, by name.</summary>
    public static readonly IReadOnlyList<string> All = [.. TimeZoneInfo.GetSystemTimeZones()
        .Select(z => z.HasIanaId ? z.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(z.Id, out var iana) ? iana : "")
        .Where(IsPlace)
        .Distinct()
        .Order(StringComparer.Ordinal)];

    /// <summary>Whether the name is an IANA one that the system can reckon with; names of Windows are not.</summary>
    public static bool IsKnown(string name) =>
        (IsPlace(name) || name == "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    private static bool IsPlace(string name) => name.Contains('/', StringComparison.Ordinal) && !name.StartsWith("Etc/", StringComparison.Ordinal);
}
