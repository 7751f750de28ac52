using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain.Rosters;

namespace Clinic.Web.Rosters;

/// <summary>Reads the hours of one day as typed into a field: 10–14, 15:30–18.</summary>
public static partial class TypedHours
{
    private const int HoursOfDay = 24;

    public static bool TryRead(string? text, out WorkHours hours)
    {
        hours = WorkHours.None;
        var found = Stretch().Matches(text ?? "");
        if (found.Count == 0 || !Rest().IsMatch(Stretch().Replace(text ?? "", "")))
        {
            return false;
        }

        var stretches = new List<WorkStretch>();
        foreach (var match in found.AsEnumerable())
        {
            if (!Time(match.Groups[1].Value, match.Groups[2].Value, out var start) || !Time(match.Groups[3].Value, match.Groups[4].Value, out var end))
            {
                return false;
            }

            stretches.Add(new(start, end));
        }

        hours = new(stretches);
        return true;
    }

    /// <summary>One time: 8, 8:30.</summary>
    public static bool TryReadTime(string? text, out TimeOnly time)
    {
        time = default;
        var parts = (text ?? "").Trim().Replace('.', ':').Split(':');
        return parts.Length is 1 or 2 && parts.All(p => p.Length is 1 or 2 && p.All(char.IsAsciiDigit)) && Time(parts[0], parts.Length == 2 ? parts[1] : "", out time);
    }

    // Midnight at the end of a day is written as 24.
    private static bool Time(string hour, string minute, out TimeOnly time)
    {
        var (h, m) = (int.Parse(hour, CultureInfo.InvariantCulture), minute.Length == 0 ? 0 : int.Parse(minute, CultureInfo.InvariantCulture));
        var sound = h < HoursOfDay || (h == HoursOfDay && m == 0);
        sound &= m < 60;
        time = sound ? new(h % HoursOfDay, m) : default;
        return sound;
    }

    [GeneratedRegex(@"(\d{1,2})(?:[:.h](\d{2}))?h?\s*[-–—−]\s*(\d{1,2})(?:[:.h](\d{2}))?h?", RegexOptions.CultureInvariant)]
    private static partial Regex Stretch();

    [GeneratedRegex(@"^[\s,;+]*((и|and|et)[\s,;]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Rest();
}
