using System.Globalization;
using Clinic.Domain.Availability;

namespace Clinic.Api.Widget.Book;

/// <summary>Doctors with their nearest times, and the days and times of one doctor, as links.</summary>
internal static class ChooseStep
{
    public const int TimesPerDoctor = 4;
    private const string Iso = "yyyy-MM-dd";

    public static string Doctors(BookPage page, IReadOnlyList<Slot> nearest, string? news = null)
    {
        var (facts, query) = (page.Facts, page.Query);
        var wanted = query.Wanted.Known(facts).Specialty;
        var online = facts.Doctors.Values.Where(d => d.BookableOnline).ToList();
        var times = nearest.ToLookup(s => s.DoctorId);
        var chips = online.SelectMany(d => facts.Specialties[d.Id]).Distinct().Select(s => (Id: s, Name: facts.SpecialtyNames[s].ToString())).OrderBy(s => s.Name, StringComparer.CurrentCulture)
            .Select(s => $"""<li><a href="{BookPage.Safe(query.To(specialty: s.Id.ToString()))}"{(s.Id == wanted ? " aria-current=\"true\"" : "")}>{BookPage.Safe(s.Name)}</a></li>""");
        var cards = online.Where(d => wanted is not { } one || facts.Specialties[d.Id].Contains(one))
            .OrderBy(d => times[d.Id].Select(s => s.Range.Start).DefaultIfEmpty(DateTime.MaxValue).Min()).ThenBy(d => d.Family, StringComparer.CurrentCulture)
            .Select(d => $"""
                <li><h3>{page.Name(d)}</h3><p class="mute">{string.Join(", ", facts.Specialties[d.Id].Select(s => BookPage.Safe(facts.SpecialtyNames[s].ToString())))}</p>
                {Times(page, times[d.Id])}<p><a href="{BookPage.Safe(query.To(doctor: d.Id.ToString()))}">{page.T("more")}<span class="sr">, {page.Name(d)}</span></a></p></li>
                """);
        return $"""{Alert(news)}<h2>{page.T("who")}</h2><ul class="chips"><li><a href="{BookPage.Safe(query.To())}"{(wanted is null ? " aria-current=\"true\"" : "")}>{page.T("all")}</a></li>{string.Concat(chips)}</ul><ul class="cards">{string.Concat(cards)}</ul>{page.Phone}""";
    }

    /// <summary>One doctor: kinds of visit, days, times of the day.</summary>
    /// <param name="page">The frame.</param>
    /// <param name="slots">What is free.</param>
    /// <param name="news">What went wrong before.</param>
    /// <param name="title">The heading.</param>
    /// <param name="sameKind">The kind of visit stays as it is.</param>
    public static string Days(BookPage page, IReadOnlyList<Slot> slots, string? news = null, string title = "time", bool sameKind = false)
    {
        var (facts, query) = (page.Facts, page.Query);
        var doctor = query.DoctorId!.Value;
        var type = slots.Count > 0 ? slots[0].VisitTypeId.ToString() : query.VisitType;
        var kinds = facts.Offers[doctor].Where(o => o.Online).Select(o => o.Type).ToList();
        var days = slots.GroupBy(s => page.Local(s).Date).OrderBy(g => g.Key).ToList();
        var day = days.FirstOrDefault(g => g.Key.ToString(Iso, CultureInfo.InvariantCulture) == query.Day) ?? days.FirstOrDefault();
        var types = sameKind || kinds.Count < 2 ? "" : $"""<ul class="chips" aria-label="{page.T("type")}">{string.Concat(kinds.Select(k => Link(query.To(doctor: query.Doctor, visitType: k.Id.ToString()), BookPage.Safe(k.Name.ToString()), k.Id.ToString() == type)))}</ul>""";
        var links = days.Select(g => Link(
            query.To(doctor: query.Doctor, visitType: type, day: g.Key.ToString(Iso, CultureInfo.InvariantCulture)), $"{page.Day(g.Key)} <small>({g.Count()})</small>", g == day));
        return $"""
            <p><a href="{BookPage.Safe(query.To())}">{page.T("back")}</a></p>
            {Alert(news)}
            <h2>{page.T(title)}</h2><p class="mute">{page.Name(facts.Doctors[doctor])}</p>{types}
            {(day is null ? $"""<p>{page.T("none")}</p>""" : $"""<ul class="chips">{string.Concat(links)}</ul>{Times(page, day)}""")}{page.Phone}
            """;
    }

    private static string Times(BookPage page, IEnumerable<Slot> slots)
    {
        var groups = slots.GroupBy(s => page.Local(s).Date).Select(g => $"""
            <p class="day">{page.Day(g.Key)}</p><ul class="times">{string.Concat(g.Select(s => $"""<li><a href="{BookPage.Safe(page.Query.To(slot: s.Id.ToString()))}">{page.Local(s).ToString("HH:mm", CultureInfo.InvariantCulture)}</a></li>"""))}</ul>
            """);
        var text = string.Concat(groups);
        return text.Length > 0 ? text : $"""<p class="mute">{page.T("busy")}</p>""";
    }

    private static string Alert(string? news) => news is null ? "" : $"""<p class="alert" role="alert">{BookPage.Safe(news)}</p>""";

    private static string Link(string to, string text, bool current) => $"""<li><a href="{BookPage.Safe(to)}"{(current ? " aria-current=\"true\"" : "")}>{text}</a></li>""";
}
