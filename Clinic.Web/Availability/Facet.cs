using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Availability;

/// <summary>One aspect of a wish as a menu: what it says now, and the wish that each choice would make of it.</summary>
/// <param name="Aspect">The aspect.</param>
/// <param name="Said">What the wish says; empty for nothing.</param>
/// <param name="Choices">Names with wishes; empty where there is nothing to choose.</param>
public sealed record Facet(WishAspect Aspect, string Said, IReadOnlyList<(string Name, Wish Wish)> Choices)
{
    private const int DaysOfWeek = 7;

    /// <summary>The facets that are worth a place: those that can be chosen, and what is said besides.</summary>
    public static IEnumerable<Facet> Of(Wish wish, ClinicFacts facts, DateOnly today, WishText words, IStringLocalizer texts) =>
        Enum.GetValues<WishAspect>()
            .Select(a => new Facet(a, words.Of(wish, a), [.. Wishes(a, wish, facts, today, texts).Select(c => (c.Name ?? words.Of(c.Wish, a), c.Wish))]))
            .Where(f => f.Said.Length > 0 || f.Choices.Count > 1);

    private static IEnumerable<(string? Name, Wish Wish)> Wishes(WishAspect aspect, Wish wish, ClinicFacts facts, DateOnly today, IStringLocalizer texts)
    {
        var doctors = facts.Doctors.Values.Where(d => wish.Specialties.Count == 0 || facts.Specialties[d.Id].Any(wish.Specialties.Contains)).ToList();
        return aspect switch
        {
            WishAspect.Specialty => facts.Doctors.Keys.SelectMany(d => facts.Specialties[d]).Distinct().Where(facts.SpecialtyNames.ContainsKey)
                .OrderBy(s => facts.SpecialtyNames[s].ToString(), StringComparer.CurrentCulture).Select(s => ((string?)null, wish with { Specialties = IdList.Of(s) })),
            WishAspect.Doctor => doctors.OrderBy(d => d.Name.Full, StringComparer.CurrentCulture).Select(d => ((string?)d.Name.Full, wish with { Doctors = IdList.Of(d.Id) })),
            WishAspect.VisitType => doctors.Where(d => wish.Doctors.Count == 0 || wish.Doctors.Contains(d.Id)).SelectMany(d => facts.Offers[d.Id]).Select(o => o.Type).DistinctBy(t => t.Id)
                .OrderBy(t => t.SortOrder).ThenBy(t => t.Name.ToString(), StringComparer.CurrentCulture).Select(t => ((string?)t.Name.ToString(), wish with { VisitTypes = IdList.Of(t.Id) })),
            WishAspect.Site => facts.Sites.Values.Select(s => ((string?)s.Name.ToString(), wish with { Sites = IdList.Of(s.Id) })),
            WishAspect.Gender => Enum.GetValues<Gender>().Select(g => ((string?)null, wish with { Gender = g })),
            WishAspect.Payment => Enum.GetValues<PaymentKind>().Select(p => ((string?)null, wish with { Payment = p })),
            WishAspect.Dates => Dates(today).Select(d => ((string?)texts[$"Dates.{d.Key}"].Value, wish with { From = d.From, To = d.To })),
            WishAspect.Times => Times.Select(t => ((string?)texts[$"Times.{t.Key}"].Value, wish with { Earliest = t.From, Latest = t.To })),
            _ => [],
        };
    }

    private static readonly (string Key, TimeOnly? From, TimeOnly? To)[] Times =
    [
        ("Morning", null, new(12, 0)), ("Day", new(12, 0), new(17, 0)), ("Evening", new(17, 0), null),
    ];

    private static (string Key, DateOnly From, DateOnly To)[] Dates(DateOnly today)
    {
        var sunday = today.AddDays((DaysOfWeek - (int)today.DayOfWeek) % DaysOfWeek);
        return
        [
            ("Today", today, today), ("Tomorrow", today.AddDays(1), today.AddDays(1)), ("Week", today, sunday),
            ("NextWeek", sunday.AddDays(1), sunday.AddDays(DaysOfWeek)), ("Fortnight", today, today.AddDays(2 * DaysOfWeek)),
        ];
    }
}
