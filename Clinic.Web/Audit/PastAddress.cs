using System.Globalization;
using Clinic.Domain;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Audit;

/// <summary>Addresses of the board of the past.</summary>
public static class PastAddress
{
    /// <param name="site">The site; null for the first.</param>
    /// <param name="date">The day shown.</param>
    /// <param name="wall">The moment on the site's clock; null for a minute ago.</param>
    /// <param name="navigation">Writes addresses.</param>
    public static string Of(SiteId? site, DateOnly date, DateTime? wall, NavigationManager navigation) => navigation.GetUriWithQueryParameters("/board/past", new Dictionary<string, object?>
    {
        ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["site"] = site?.Value,
        ["asof"] = wall?.ToString(wall.Value.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
    });
}
