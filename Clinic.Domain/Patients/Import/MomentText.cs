using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>Dates and times of day as tables write them: by hand, by programs, and as Excel's own.</summary>
internal static partial class MomentText
{
    private const double LastSerial = 2_958_465;

    /// <summary>"31.01.1980", "31/1/80", "1980-01-31", a date of Excel. The day comes before the month. A year of two digits is the last that is not after <paramref name="latest"/>.</summary>
    internal static DateOnly? Date(GridCell cell, int latest)
    {
        if (cell.Date is { } date)
        {
            return date;
        }

        if (cell.Number is { } serial && serial >= 1 && serial <= LastSerial && Math.Floor(serial) == serial)
        {
            return DateOnly.FromDateTime(DateTime.FromOADate(serial));
        }

        var match = Dates().Match(CellText.Clean(cell.Text));
        if (!match.Success)
        {
            return null;
        }

        var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
        if (match.Groups["y"].Length == 2)
        {
            year += latest - (latest % 100);
            year -= year > latest ? 100 : 0;
        }

        return Valid(year, int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>"9:05", "9.05", "09:05:00", "9 h 05", "2:30 pm", the beginning of "9:00–9:30", a time of Excel.</summary>
    internal static TimeOnly? Time(GridCell cell)
    {
        if (cell.Number is { } part && part is >= 0 and < 1)
        {
            return new TimeOnly(0, 0).AddMinutes(Math.Round(part * 24 * 60));
        }

        var match = Times().Match(CellText.Clean(cell.Text).ToLowerInvariant());
        if (!match.Success)
        {
            return null;
        }

        var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);

        // 9.50 that became a number has lost its zero.
        var minutes = match.Groups["m"].Value is { Length: 1 } tens && cell.Number is not null ? tens + "0" : match.Groups["m"].Value;
        var minute = minutes.Length == 0 ? 0 : int.Parse(minutes, CultureInfo.InvariantCulture);
        hour = match.Groups["half"].Value switch
        {
            "" => hour,
            _ when hour is 0 or > 12 => 24,
            "p" => (hour % 12) + 12,
            _ => hour % 12,
        };
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    /// <summary>Date and time in one cell; either may be unreadable by itself.</summary>
    internal static (DateOnly? Date, TimeOnly? Time) Both(GridCell cell, int latest)
    {
        if (cell.Number is { } serial && serial >= 1 && serial <= LastSerial)
        {
            return (DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(serial))), Time(new("", Number: serial - Math.Floor(serial))));
        }

        var parts = CellText.Clean(cell.Text).Replace('T', ' ').Replace(',', ' ').Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 ? (Date(new(parts[0]), latest), Time(new(parts[1]))) : (Date(cell, latest), null);
    }

    private static DateOnly? Valid(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(@"^(?:(?<d>\d{1,2})[./-](?<m>\d{1,2})[./-](?<y>\d{4}|\d{2})(?:\s?г\.?)?|(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2}))(?:[T\s]0{1,2}:00(?::00)?(?:\.0+)?)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dates();

    [GeneratedRegex(@"^(?<h>\d{1,2})(?:\s?(?:[:.h-]|ч\.?)\s?(?<m>\d{1,2})?(?::\d{2}(?:\.\d+)?)?(?:\s?мин\.?)?)?(?:\s?(?<half>[ap])\.?m\.?)?(?:\s?-\s?\d{1,2}[:.]\d{2})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Times();
}
