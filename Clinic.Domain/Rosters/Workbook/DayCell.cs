using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>What one day's cell says, before it is known whose day it is.</summary>
internal sealed partial record DayCell(IReadOnlyList<WorkInterval> Work, DayMark Mark, string? Code = null, string? Expected = null)
{
    public bool IsError => Code is not null && Work.Count == 0;

    [GeneratedRegex(@"^(?:(?<a>\d{1,2})[.\-/ ](?<m>\p{L}{3,9})\.?(?:[.\-/ ]\d{2,4})?|(?<m>\p{L}{3,9})\.?[-. ](?<a>\d{1,2})|(?<a>\d{1,2})[./](?<b>\d{1,2})[./](?:19|20)?\d\d|(?:19|20)\d\d-(?<b>\d\d)-(?<a>\d\d))\.?$")]
    private static partial Regex DateText();

    [GeneratedRegex(@"\d\s?[-:]\s?\d")]
    private static partial Regex HoursInside();

    public static DayCell Read(GridCell cell, Legend legend, string? language)
    {
        if (cell.Date is { } date)
        {
            return Mangled(date.Day, date.Month);
        }

        var text = CellText.Clean(cell.Text);
        if (text.Length == 0)
        {
            return new([], DayMark.Empty);
        }

        if (legend.Find(text) is { } entry)
        {
            return entry.Hours is { } meant ? new(meant.Work, DayMark.None, meant.Code, meant.Expected) : new([], entry.Mark);
        }

        if (DateText().Match(text) is { Success: true } match && MonthOf(match) is { } month)
        {
            return Mangled(Int(match.Groups["a"].Value), month);
        }

        if (HoursText.Read(text) is { } hours)
        {
            return new(hours.Work, DayMark.None, hours.Code, hours.Expected);
        }

        if (!HoursInside().IsMatch(text) && DayMarks.Find(text, language) is { } mark)
        {
            return new([], mark);
        }

        return new([], DayMark.None, text.Any(char.IsDigit) ? WorkbookProblemCodes.BadHours : WorkbookProblemCodes.UnknownMark);
    }

    // Excel takes 9-15 for the 15th of September and 9-12 for the 9th of December: either way the smaller number came first.
    private static DayCell Mangled(int day, int month) =>
        new([], DayMark.None, WorkbookProblemCodes.DateInsteadOfHours, FormattableString.Invariant($"{Math.Min(day, month)}-{Math.Max(day, month)}"));

    private static int? MonthOf(Match match) =>
        match.Groups["m"].Success ? Months.Number(match.Groups["m"].Value) : Int(match.Groups["b"].Value) is >= 1 and <= 12 and var month ? month : null;

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
