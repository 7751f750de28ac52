using System.Globalization;
using Clinic.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Web.Bookings;

/// <summary>The address of a board: what it shows and nothing of anybody.</summary>
public static class BoardAddress
{
    public static string Of(DateOnly date, SiteId? site, BoardView view, BoardFilter filter)
    {
        var query = filter.Query(view).ToDictionary(q => q.Key, q => q.Value as string);
        query["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        query["site"] = site?.ToString();
        return QueryHelpers.AddQueryString("/board", query.Where(q => q.Value is not null).OrderBy(q => q.Key, StringComparer.Ordinal).ToDictionary());
    }
}
