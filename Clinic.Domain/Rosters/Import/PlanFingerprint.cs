using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>SHA-256 over the workbook, the decisions and what they mean for the clinic as it is.</summary>
internal static class PlanFingerprint
{
    public static string Of(RosterImportPlan plan, WorkbookReading reading, RosterImportDecisions decisions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Lines(plan, reading, decisions))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Lines(RosterImportPlan plan, WorkbookReading reading, RosterImportDecisions decisions) =>
    [
        $"site {plan.Site} unchanged {plan.Unchanged} faulty {plan.Faulty}",
        .. reading.Sheets.SelectMany(s => s.Rows.Select(r => $"row {s.Name} {s.Year}-{s.Month} {r.RowNumber} {r.DoctorText} {r.Specialty} {r.Room} {r.MinutesPerVisit} {string.Join('|', r.Days.Select(Text))}")),
        .. decisions.Doctors.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"doctor {d.Key} {d.Value.Choice} {d.Value.Doctor}"),
        .. decisions.Rooms.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"room {r.Key} {r.Value}"),
        $"create {decisions.CreateMissing}",
        .. plan.Doctors.Select(d => $"is {d.Key} {d.Id} {d.Name.Full} {d.Returns} {string.Join('|', d.Specialties.Select(s => $"{s.Id} {s.Name.Ru} {s.Name.En} {s.Name.Fr}"))}"),
        .. plan.DoctorQuestions.Select(q => $"asks {q.Key} {string.Join('|', q.Candidates.Select(c => c.Id))} {q.Answer?.Choice} {q.Answer?.Doctor}"),
        .. plan.RoomQuestions.Select(r => $"asks room {r.Key} {r.Create}"),
        .. plan.Problems.Select(p => $"problem {p.Code} {p.Sheet} {p.Address} {p.Found} {p.Expected}"),
        .. plan.Days.Select(d => $"day {d.Doctor.Key} {d.Date:O} {d.Kind} {Text(d.Before)} -> {Text(d.After)}"),
        .. plan.AffectedBookings.Select(b => $"visit {b.Id} {b.Version}"),
    ];

    private static string Text(RosterCell cell) =>
        $"{cell.Date:O} {cell.Mark} {string.Join(',', cell.Work.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Start:HH\\:mm}-{w.End:HH\\:mm} {w.Room}")))}";

    private static string Text(DayPlan day) =>
        $"{day.Reason} {string.Join(',', day.Work.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Hours.Start:HH\\:mm}-{w.Hours.End:HH\\:mm} {w.Room?.Id} {w.Room?.Name} {w.Minutes}")))}";
}
