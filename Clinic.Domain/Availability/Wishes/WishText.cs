using System.Globalization;
using System.Resources;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Says a wish in the reader's language, in words that <see cref="ReadWish"/> reads back to the same wish.</summary>
public sealed class WishText(ClinicFacts facts, DateOnly today, CultureInfo culture)
{
    private static readonly ResourceManager Texts = new("Clinic.Domain.Availability.Wishes.WishTexts", typeof(WishText).Assembly);

    public string Of(Wish wish) => string.Join(", ", wish.Said.Select(a => Of(wish, a)));

    /// <summary>One condition alone; empty where it is not said.</summary>
    public string Of(Wish wish, WishAspect aspect) => aspect switch
    {
        WishAspect.Specialty => Any(wish.Specialties.Ids.Select(s => facts.SpecialtyNames.GetValueOrDefault(s)?.In(culture))),
        WishAspect.Doctor => Any(wish.Doctors.Ids.Select(d => facts.Doctors.GetValueOrDefault(d)?.Name.Full)),
        WishAspect.VisitType => Any(wish.VisitTypes.Ids.Select(t => facts.Offers.SelectMany(o => o).FirstOrDefault(o => o.Type.Id == t)?.Type.Name.In(culture))),
        WishAspect.Site => Any(wish.Sites.Ids.Select(s => facts.Sites.GetValueOrDefault(s)?.Name.In(culture))),
        WishAspect.Room => Any(wish.Rooms.Ids.Select(r => facts.Rooms.GetValueOrDefault(r) is { } room ? Format("room", room.Name) : null).Distinct()),
        WishAspect.Gender => wish.Gender is { } gender ? Format($"{gender}") : "",
        WishAspect.Payment => wish.Payment is { } payment ? Format($"{payment}") : "",
        WishAspect.Dates => Dates(wish.From, wish.To),
        WishAspect.Weekdays => Weekdays(wish.Weekdays),
        WishAspect.Times => Times(wish.Earliest, wish.Latest),
        _ => "",
    };

    private string Dates(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => "",
        ({ } date, { } same) when date == same => Day(date),
        (null, { } last) => Format("until", Date(last)),
        ({ } first, null) => Format("from", Date(first)),
        ({ } first, { } last) => Format("range", Date(first), Date(last)),
    };

    private string Day(DateOnly date) => date == today ? Format("today") : date == today.AddDays(1) ? Format("tomorrow") : Date(date);

    /// <summary>Without the year where it is the next such date.</summary>
    private string Date(DateOnly date) => date >= today && date < today.AddYears(1) && date is not { Month: 2, Day: 29 }
        ? date.ToString(Format("date"), culture)
        : date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private string Weekdays(string digits) => digits switch
    {
        Rosters.Weekdays.Working => Format("working-days"),
        Rosters.Weekdays.Weekend => Format("weekend"),
        _ => string.Join(", ", digits.Select(d => Format($"day-{d}"))),
    };

    private string Times(TimeOnly? earliest, TimeOnly? latest) => (earliest, latest) switch
    {
        (null, null) => "",
        (null, { } before) => Format("before", Clock(before)),
        ({ } after, null) => Format("after", Clock(after)),
        ({ } after, { } before) => Format("between", Clock(after), Clock(before)),
    };

    private string Any(IEnumerable<string?> names) => names.OfType<string>().Aggregate("", (all, name) => all.Length == 0 ? name : Format("or", all, name));

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Format(string key, params object[] values) => string.Format(culture, Texts.GetString(key, culture) ?? key, values);
}
