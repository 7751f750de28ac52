using System.Globalization;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Sites;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Rosters;

/// <summary>A plan as lines of text. Patients are not named: a terminal's output is kept in logs.</summary>
internal sealed class ImportRosterReport(IStringLocalizer<ImportTexts> texts, TextWriter output)
{
    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    public void Print(RosterImportPlan plan, string file, Site site)
    {
        output.WriteLine(texts["Command.Heading", file, site.Name] + (plan.Dates is { } dates ? $", {Date(dates.First)}–{Date(dates.Last)}" : ""));
        foreach (var problem in plan.Problems)
        {
            output.WriteLine($"{texts[$"Severity.{problem.Severity}"]}: {problem.Describe(Culture)}");
        }

        List("Command.NewDoctors", plan.NewDoctors.Select(d => d.Name.Full));
        List("Command.NewSpecialties", plan.NewSpecialties.Select(s => s.In(Culture)));
        List("Command.NewRooms", plan.NewRooms.Select(r => r.Name));
        foreach (var days in plan.Changes.GroupBy(c => c.Doctor))
        {
            output.WriteLine($"{days.Key.Name.Full}");
            foreach (var same in days.GroupBy(d => (Before: d.Before.Describe(Culture), After: d.After.Describe(Culture))))
            {
                output.WriteLine("  " + texts["Change", string.Join(", ", same.Select(d => d.Date.ToString("dd.MM", CultureInfo.InvariantCulture))), same.Key.Before, same.Key.After]);
            }
        }

        if (plan.AffectedBookings.Count > 0)
        {
            output.WriteLine(texts["Command.Visits", plan.AffectedBookings.Count]);
            foreach (var visit in plan.AffectedBookings)
            {
                output.WriteLine($"  {Date(DateOnly.FromDateTime(visit.Start.DateTime))} {visit.Start.ToString("HH:mm", CultureInfo.InvariantCulture)}, {visit.Doctor.Short}, {visit.Code}");
            }
        }

        output.WriteLine(texts[
            "Command.Counts", plan.Count(DayChangeKind.Created), plan.Count(DayChangeKind.Changed), plan.Count(DayChangeKind.Removed),
            plan.Unchanged, plan.Faulty, plan.Count(DayChangeKind.Past)]);
    }

    private void List(string key, IEnumerable<string> names)
    {
        if (string.Join(", ", names) is { Length: > 0 } list)
        {
            output.WriteLine(texts[key, list]);
        }
    }

    private static string Date(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
