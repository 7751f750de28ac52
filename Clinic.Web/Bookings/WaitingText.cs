using System.Globalization;
using Clinic.Domain.Bookings;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Bookings;

/// <summary>How long somebody waits, is late or is being seen.</summary>
public static class WaitingText
{
    private const int MinutesPerHour = 60;

    public static string? Of(IStringLocalizer<DayTexts> texts, DoctorVisit visit, DateTimeOffset now) => visit switch
    {
        { Status: BookingStatus.Arrived, ArrivedAt: { } arrived } => Since(texts, "Waits", now - arrived),
        { Status: BookingStatus.InProgress, StartedAt: { } started } => Since(texts, "InRoomFor", now - started),
        _ when visit.Status.IsOpen() && now - visit.Start >= TimeSpan.FromMinutes(1) => Since(texts, "Late", now - visit.Start),
        _ => null,
    };

    private static string Since(IStringLocalizer<DayTexts> texts, string key, TimeSpan time)
    {
        var minutes = Math.Max(0, (int)time.TotalMinutes);
        return minutes switch
        {
            0 => texts[$"{key}.now"],
            < MinutesPerHour => texts.Plural(key, minutes),
            _ => texts[$"{key}.hours", string.Create(CultureInfo.InvariantCulture, $"{minutes / MinutesPerHour}:{minutes % MinutesPerHour:00}")],
        };
    }
}
