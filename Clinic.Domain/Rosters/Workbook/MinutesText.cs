using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Minutes per visit: "15", "15 мин", "0:15".</summary>
internal static partial class MinutesText
{
    [GeneratedRegex(@"^(?:(?<h>\d):(?<m>\d\d)|(?<m>\d{1,4})(?:[.,]0+)?)\s*(?:мин(?:ут[аы]?)?|min(?:ute)?s?)?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();

    /// <summary>Null when unreadable or outside <see cref="WorkbookLimits.MinMinutesPerVisit"/>–<see cref="WorkbookLimits.MaxMinutesPerVisit"/>.</summary>
    public static int? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var hours = match.Groups["h"] is { Success: true } h ? int.Parse(h.Value, CultureInfo.InvariantCulture) : 0;
        var minutes = (hours * 60) + int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        return minutes is >= WorkbookLimits.MinMinutesPerVisit and <= WorkbookLimits.MaxMinutesPerVisit ? minutes : null;
    }
}
