using Clinic.Domain.Database;
using Clinic.Domain.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Rosters;

/// <summary>All doctors who work here, each with the roster in words.</summary>
public sealed record RosterList(IReadOnlyList<RosterList.Row> Rows, IReadOnlyList<string> Specialties, IReadOnlyList<string> Sites)
{
    internal static async Task<RosterList> Load(ClinicDb db, DateTime now, IStringLocalizer<RosterTexts> texts)
    {
        var sites = await db.Sites.ToListAsync();
        var today = sites.Count == 0 ? DateOnly.FromDateTime(now) : sites.Min(s => s.LocalDate(now));
        var doctors = await db.Doctors.Where(d => d.Active).ToListAsync();
        var fields = await db.Specialties.ToDictionaryAsync(s => s.Id, s => s.Name.ToString());
        var specialties = (await db.DoctorSpecialties.ToListAsync()).ToLookup(s => s.DoctorId, s => fields[s.SpecialtyId]);
        var lines = (await db.RosterLines.Where(l => l.ValidTo == null || l.ValidTo >= today).OrderBy(l => l.ValidFrom).ThenBy(l => l.Id).ToListAsync()).ToLookup(l => l.DoctorId);
        var absences = (await db.Absences.Where(a => a.To >= today).OrderBy(a => a.From).ToListAsync()).ToLookup(a => a.DoctorId);
        var names = new RosterNames(
            [.. (await db.Rooms.ToListAsync()).Select(r => new SiteRoom(r.Id, r.SiteId, r.Name, r.Active))],
            [.. (await db.VisitTypes.ToListAsync()).Select(t => new OfferedType(t.Id, t.Name, t.Minutes, t.Active))]);
        var places = sites.ToDictionary(s => s.Id, s => s.Name.ToString());
        var rows = doctors.Select(d => new Row(
            d.Id.Value,
            d.Name.Full,
            [.. specialties[d.Id].Order(StringComparer.CurrentCulture)],
            [.. lines[d.Id].Select(l => places[l.SiteId]).Distinct()],
            [.. lines[d.Id].Select(l => RosterSentences.Of(names.Rule(LineDraft.Of(l), today)))],
            absences[d.Id].FirstOrDefault() is { } next ? $"{texts[$"Reason.{next.Reason}"]}, {texts.Days(next.From, next.To, today)}" : null));
        return new(
            [.. rows.OrderBy(r => r.Name, StringComparer.CurrentCulture)],
            [.. doctors.SelectMany(d => specialties[d.Id]).Distinct().Order(StringComparer.CurrentCulture)],
            [.. places.Values.Order(StringComparer.CurrentCulture)]);
    }

    /// <summary>A doctor in the list.</summary>
    public sealed record Row(int Id, string Name, IReadOnlyList<string> Specialties, IReadOnlyList<string> Sites, IReadOnlyList<string> Lines, string? Absence);
}
