using System.Globalization;

namespace Clinic.Web.Reports;

/// <summary>Times and shares of a report as the reader writes them.</summary>
public static class ReportFormat
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "—";

    private const string Minus = "−";

    /// <summary>Whole minutes: "7", "−2".</summary>
    public static string Minutes(TimeSpan? time)
    {
        if (time is not { } known)
        {
            return None;
        }

        var minutes = (int)Math.Round(known.TotalMinutes, MidpointRounding.AwayFromZero);
        return (minutes < 0 ? Minus : "") + Math.Abs(minutes).ToString("N0", CultureInfo.CurrentCulture);
    }

    /// <summary>Minutes and seconds: "6:30", "−2:15".</summary>
    public static string Exact(TimeSpan? time) => time is not { } known ? None
        : string.Create(CultureInfo.InvariantCulture, $"{(known <= TimeSpan.FromSeconds(-1) ? Minus : "")}{(int)known.Duration().TotalMinutes}:{known.Duration().Seconds:00}");

    public static string Share(double? share) => share?.ToString("P0", CultureInfo.CurrentCulture) ?? None;
}
