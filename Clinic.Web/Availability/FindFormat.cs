using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Availability;

/// <summary>Dates as they are said at the desk.</summary>
public static class FindFormat
{
    /// <summary>"Сегодня, вторник, 1 декабря".</summary>
    public static string Day(IStringLocalizer<FindTexts> texts, DateOnly date, DateOnly today, bool capital = true)
    {
        var name = date.ToString(texts[date.Year == today.Year ? "DayFormat" : "DayYearFormat"], CultureInfo.CurrentCulture);
        var near = date == today ? texts["Today"].Value : date == today.AddDays(1) ? texts["Tomorrow"].Value : null;
        var text = near is null ? name : $"{near}, {name}";
        return (capital ? char.ToUpper(text[0], CultureInfo.CurrentCulture) : near is null ? text[0] : char.ToLower(text[0], CultureInfo.CurrentCulture)) + text[1..];
    }
}
