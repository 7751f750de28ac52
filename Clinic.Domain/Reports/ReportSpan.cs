namespace Clinic.Domain.Reports;

/// <summary>The periods that people ask for by name.</summary>
public enum ReportSpan
{
    Today,
    Yesterday,
    ThisWeek,
    LastWeek,
    ThisMonth,
    LastMonth,
}

/// <summary>The dates of named periods.</summary>
public static class ReportSpans
{
    private const int Week = 7;

    /// <summary>The first and the last local date; weeks begin on Monday.</summary>
    public static (DateOnly From, DateOnly To) Dates(this ReportSpan span, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + Week - 1) % Week));
        var month = today.AddDays(1 - today.Day);
        return span switch
        {
            ReportSpan.Today => (today, today),
            ReportSpan.Yesterday => (today.AddDays(-1), today.AddDays(-1)),
            ReportSpan.ThisWeek => (monday, monday.AddDays(Week - 1)),
            ReportSpan.LastWeek => (monday.AddDays(-Week), monday.AddDays(-1)),
            ReportSpan.ThisMonth => (month, month.AddMonths(1).AddDays(-1)),
            _ => (month.AddMonths(-1), month.AddDays(-1)),
        };
    }
}
