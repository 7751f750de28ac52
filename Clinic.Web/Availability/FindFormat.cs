using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Availability;

/// <summary>Dates as they are said at the desk.</summary>
public static class FindFormat
{
    /// <summary>"Сегодня, вторник, 1 декабря".</summary>
    public static string Day(IStringLocalizer<FindTexts> texts, DateOnly date, DateOnly today)
    {
        var name = date.ToString(texts[date.Year == today.Year ? "DayFormat" : "DayYearFormat"], CultureInfo.CurrentCulture);
        var near = date == today ? texts["Today"].Value : date == today.AddDays(1) ? texts["Tomorrow"].Value : null;
        return near is null ? char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..] : $"{near}, {name}";
    }
}
