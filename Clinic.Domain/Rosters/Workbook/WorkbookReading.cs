namespace Clinic.Domain.Rosters.Workbook;

/// <summary>What a roster workbook says: the sheets that could be read and everything that could not.</summary>
/// <param name="Sheets">One entry per sheet and month; empty when the file as a whole could not be read.</param>
/// <param name="Problems">In reading order. Errors first need a person; warnings tell what was left out.</param>
public sealed record WorkbookReading(IReadOnlyList<RosterSheet> Sheets, IReadOnlyList<WorkbookProblem> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}

/// <summary>One month grid.</summary>
/// <param name="Language">ru, en or fr as recognised from the headings; decides ambiguous letters; null when unknown.</param>
public sealed record RosterSheet(string Name, int Year, int Month, string? Language, IReadOnlyList<RosterRow> Rows);

/// <summary>One line of the grid. A doctor with two rooms or specialties has two lines.</summary>
/// <param name="RowNumber">As the spreadsheet shows it, from 1.</param>
/// <param name="DoctorText">The cell as written.</param>
/// <param name="Specialty">From the column, the section heading above or the sheet name, as written.</param>
/// <param name="Room">Without "каб.", "room" and the like.</param>
/// <param name="Days">One per day column of the month, in date order; a day the sheet has no column for is absent.</param>
public sealed record RosterRow(
    int RowNumber,
    string DoctorText,
    WrittenName Doctor,
    string? Specialty,
    string? Room,
    int? MinutesPerVisit,
    IReadOnlyList<RosterCell> Days);

/// <summary>One day of one line.</summary>
/// <remarks>
/// Either <see cref="Work"/> has intervals and <see cref="Mark"/> is <see cref="DayMark.None"/>, or the mark says why
/// nobody works. No work and no mark means that the cell was not understood (an error names it): leave that day as it is.
/// </remarks>
/// <param name="Address">Spreadsheet address, "F12".</param>
/// <param name="Work">In order of start, without overlap; breaks are already cut out.</param>
public sealed record RosterCell(DateOnly Date, string Address, string Text, IReadOnlyList<WorkInterval> Work, DayMark Mark)
{
    /// <summary>False for a cell with an error: neither work nor a reason for its absence.</summary>
    public bool IsUnderstood => Work.Count > 0 || Mark != DayMark.None;
}

/// <summary>Wall-clock working time, end exclusive.</summary>
/// <param name="End">At or before <paramref name="Start"/> it is on the next day: 20–8 is a night, 8–8 a whole day, 16–24 ends at midnight (00:00).</param>
/// <param name="Room">Room written in the cell; null = the line's room.</param>
public sealed record WorkInterval(TimeOnly Start, TimeOnly End, string? Room = null)
{
    public bool EndsNextDay => End <= Start;

    internal int StartMinute => (Start.Hour * 60) + Start.Minute;

    /// <summary>Minutes since the start day's midnight: over 1,440 when the work ends on the next day.</summary>
    internal int EndMinute => (End.Hour * 60) + End.Minute + (EndsNextDay ? 24 * 60 : 0);

    internal string Print() => FormattableString.Invariant($"{Start:HH\\:mm}–{End:HH\\:mm}");
}

/// <summary>Why a day has no work; <see cref="None"/> on a day with work.</summary>
public enum DayMark
{
    None,

    /// <summary>Nothing is written: not working.</summary>
    Empty,
    DayOff,
    Vacation,
    Sick,
    Trip,
    Training,
    Holiday,
    OtherAbsence,
}
