using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A day column's heading: 1, "1", "1 пн", "Tue 1", "01.12", "1er" or a real date.</summary>
/// <param name="Month">Known when the heading is a date.</param>
internal readonly partial record struct DayHeading(int Column, int Day, int? Month = null, int? Year = null, DayOfWeek? Weekday = null)
{
    [GeneratedRegex(@"^(?:(?<before>\p{L}{1,12})\.?,?\s*)?(?<day>\d{1,2})(?:er|st|nd|rd|th)?(?:[.\-/ ](?<month>\d{1,2}|\p{L}{3,9})\.?(?:[.\-/ ](?<year>\d{4}|\d{2}))?\.?)?(?:[\s,(]*(?<after>\p{L}{1,12})\.?\)?)?$")]
    private static partial Regex Text();

    public static DayHeading? Read(GridCell cell, int column)
    {
        if (cell.Date is { } date)
        {
            return new(column, date.Day, date.Month, date.Year, date.DayOfWeek);
        }

        if (cell.Number is { } number)
        {
            return number is >= 1 and <= 31 && number == Math.Floor(number) ? new(column, (int)number) : null;
        }

        var match = Text().Match(CellText.Clean(cell.Text).Replace('\n', ' '));
        if (!match.Success || Int(match.Groups["day"].Value) is not (>= 1 and <= 31 and var day))
        {
            return null;
        }

        var (before, after, monthText) = (match.Groups["before"].Value, match.Groups["after"].Value, match.Groups["month"].Value);
        int? month = null;
        if (monthText.Length > 0)
        {
            month = char.IsDigit(monthText[0]) ? Int(monthText) : Months.Number(monthText);
            after = month is null && after.Length == 0 ? monthText : after;
            if (month is < 1 or > 12 || (month is null && after != monthText))
            {
                return null;
            }
        }

        if (before.Length > 0 && !Weekdays.IsWeekday(before) || after.Length > 0 && !Weekdays.IsWeekday(after))
        {
            return null;
        }

        var weekday = before.Length > 0 ? before : after;
        int? year = match.Groups["year"] is { Success: true } digits ? Int(digits.Value) is var y && y < 100 ? 2000 + y : y : null;
        return new(column, day, month, year, weekday.Length > 0 ? Weekdays.Find(weekday) : null);
    }

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
