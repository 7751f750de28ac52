namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The stable codes of <see cref="WorkbookProblem"/>; each has a text in WorkbookTexts.resx.</summary>
public static class WorkbookProblemCodes
{
    // The file as a whole
    public const string EmptyFile = "empty-file";
    public const string TooBig = "too-big";
    public const string TooManySheets = "too-many-sheets";
    public const string TooManyRows = "too-many-rows";
    public const string TooManyColumns = "too-many-columns";
    public const string UnreadableFile = "unreadable-file";
    public const string NotAWorkbook = "not-a-workbook";
    public const string PasswordProtected = "password-protected";
    public const string HasMacros = "has-macros";
    public const string TooManyProblems = "too-many-problems";

    // A sheet
    public const string NoHeader = "no-header";
    public const string NoMonth = "no-month";
    public const string NoRows = "no-rows";
    public const string MonthMismatch = "month-mismatch";
    public const string WeekdayMismatch = "weekday-mismatch";
    public const string DayMissing = "day-missing";
    public const string DuplicateDay = "duplicate-day";
    public const string DayNotInMonth = "day-not-in-month";
    public const string HiddenSheetSkipped = "hidden-sheet-skipped";
    public const string HiddenRowSkipped = "hidden-row-skipped";
    public const string HiddenColumnSkipped = "hidden-column-skipped";

    // A line
    public const string NoDoctor = "no-doctor";
    public const string NameFromAbove = "name-from-above";
    public const string RowSkipped = "row-skipped";
    public const string MinutesOutOfRange = "minutes-out-of-range";

    // A cell
    public const string BadHours = "bad-hours";
    public const string DateInsteadOfHours = "date-instead-of-hours";
    public const string EndBeforeStart = "end-before-start";
    public const string OverlappingHours = "overlapping-hours";
    public const string UnusualHours = "unusual-hours";
    public const string DoubleWork = "double-work";
    public const string UnknownMark = "unknown-mark";

    // The workbook against the clinic
    public const string UnknownDoctor = "unknown-doctor";
    public const string WhichDoctor = "which-doctor";
    public const string SimilarNames = "similar-names";
    public const string NameTooLong = "name-too-long";
    public const string UnknownRoom = "unknown-room";
    public const string RoomLeftOut = "room-left-out";
    public const string RoomShared = "room-shared";
    public const string SiteClosed = "site-closed";
    public const string DoctorAbsent = "doctor-absent";
    public const string NoVisitTypes = "no-visit-types";

    // A table of patients or visits
    public const string NoTableHeader = "no-table-header";
    public const string NoTableRows = "no-table-rows";
    public const string NoNameColumn = "no-name-column";
    public const string NoPhoneColumn = "no-phone-column";
    public const string NoBirthColumn = "no-birth-column";
    public const string NoDoctorColumn = "no-doctor-column";
    public const string NoDateColumn = "no-date-column";
    public const string NoTimeColumn = "no-time-column";
    public const string ColumnsLeftOut = "columns-left-out";
    public const string HiddenRowLeftOut = "hidden-row-left-out";
    public const string BadTime = "bad-time";
    public const string UnknownPayment = "unknown-payment";
    public const string SkippedTime = "skipped-time";
    public const string TooFar = "too-far";
    public const string NoSuchDoctor = "no-such-doctor";
    public const string SeveralDoctors = "several-doctors";
    public const string DoctorLeft = "doctor-left";
    public const string NoSuchVisitType = "no-such-visit-type";
    public const string NoSuchSite = "no-such-site";
    public const string OtherSite = "other-site";
    public const string RepeatedRow = "repeated-row";
    public const string BookedAlready = "booked-already";
    public const string CancelledVisit = "cancelled-visit";
    public const string CardKept = "card-kept";
    public const string SimilarCard = "similar-card";
    public const string SimilarRow = "similar-row";
    public const string TakenByRow = "taken-by-row";
    public const string PatientInRow = "patient-in-row";

    public static IReadOnlyList<string> All { get; } =
    [
        EmptyFile, TooBig, TooManySheets, TooManyRows, TooManyColumns, UnreadableFile, NotAWorkbook, PasswordProtected, HasMacros, TooManyProblems,
        NoHeader, NoMonth, NoRows, MonthMismatch, WeekdayMismatch, DayMissing, DuplicateDay, DayNotInMonth,
        HiddenSheetSkipped, HiddenRowSkipped, HiddenColumnSkipped,
        NoDoctor, NameFromAbove, RowSkipped, MinutesOutOfRange,
        BadHours, DateInsteadOfHours, EndBeforeStart, OverlappingHours, UnusualHours, DoubleWork, UnknownMark,
        UnknownDoctor, WhichDoctor, SimilarNames, NameTooLong, UnknownRoom, RoomLeftOut, RoomShared, SiteClosed, DoctorAbsent, NoVisitTypes,
        NoTableHeader, NoTableRows, NoNameColumn, NoPhoneColumn, NoBirthColumn, NoDoctorColumn, NoDateColumn, NoTimeColumn,
        ColumnsLeftOut, HiddenRowLeftOut, BadTime, UnknownPayment, SkippedTime, TooFar, NoSuchDoctor, SeveralDoctors,
        DoctorLeft, NoSuchVisitType, NoSuchSite, OtherSite, RepeatedRow, BookedAlready, CancelledVisit, CardKept,
        SimilarCard, SimilarRow, TakenByRow, PatientInRow,
    ];
}
