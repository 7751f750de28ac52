using System.Globalization;
using Clinic.Domain.Bookings;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Patients;

/// <summary>What is said of a patient, in the reader's words.</summary>
public static class PatientFormat
{
    private const int FirstYears = 2;

    public static string Born(this IStringLocalizer<PatientTexts> texts, DateOnly? born) => born?.ToString(texts["DateFormat"], CultureInfo.CurrentCulture) ?? texts["Born.None"];

    /// <summary>"46 years old"; of the smallest in months. Null without a birth date.</summary>
    public static string? Age(this IStringLocalizer<PatientTexts> texts, DateOnly? born, DateOnly today)
    {
        if (born is not { } date || date > today)
        {
            return null;
        }

        var months = ((today.Year - date.Year) * 12) + today.Month - date.Month - (today.Day < date.Day ? 1 : 0);
        return months < FirstYears * 12 ? texts.Plural("Months", months) : texts.Plural("Age", months / 12);
    }

    /// <summary>When the patient was there last, or will be.</summary>
    public static string Visit(this IStringLocalizer<PatientTexts> texts, Person person, DateTime now) => person.LastVisit is not { } visit ? texts["NoVisit"]
        : texts[visit > now ? "NextVisit" : "LastVisit", DateOnly.FromDateTime(visit).ToString(texts["DayFormat"], CultureInfo.CurrentCulture)];

    /// <summary>An instant by the clock of the zone.</summary>
    public static string Stamp(this IStringLocalizer<PatientTexts> texts, DateTime at, string zone, string format = "StampFormat") =>
        TimeZoneInfo.ConvertTimeFromUtc(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(texts[format], CultureInfo.CurrentCulture);
}
