using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>A line of the workbook and the sheet it stands on.</summary>
internal sealed record SheetLine(RosterSheet Sheet, RosterRow Row);

/// <summary>Finds the doctors of a workbook among those of the clinic. Who is not certain is asked about.</summary>
internal sealed class DoctorMatching
{
    public const int MaxNameLength = 80;

    private readonly ImportGround ground;
    private readonly RosterImportDecisions decisions;
    private readonly ProblemList problems;
    private readonly NameIndex<Doctor> known = new();
    private readonly NameIndex<string> created = new();
    private readonly Dictionary<SpecialtyId, LocalText> specialties;
    private readonly Dictionary<DoctorId, (PlannedDoctor Doctor, List<SheetLine> Lines)> found = [];

    public DoctorMatching(ImportGround ground, RosterImportDecisions decisions, ProblemList problems)
    {
        (this.ground, this.decisions, this.problems) = (ground, decisions, problems);
        specialties = ground.Specialties.ToDictionary(s => s.Id, s => s.Name);
        foreach (var doctor in ground.Doctors)
        {
            known.Add(ComparedName.Of(doctor.Name), doctor);
        }
    }

    public List<DoctorQuestion> Questions { get; } = [];

    /// <summary>The doctors to take, each with all lines that mean him or her, in the order of the workbook.</summary>
    public IReadOnlyList<(PlannedDoctor Doctor, List<SheetLine> Lines)> Match(WorkbookReading reading)
    {
        var result = new List<(PlannedDoctor Doctor, List<SheetLine> Lines)>();
        var names = reading.Sheets.SelectMany(s => s.Rows.Select(r => new SheetLine(s, r))).GroupBy(l => ComparedName.Key(l.Row.Doctor));
        foreach (var lines in names.Select(n => n.ToList()))
        {
            var key = ComparedName.Key(lines[0].Row.Doctor);
            if (Find(key, lines) is not { } doctor)
            {
                continue;
            }

            if (doctor.Id is { } id && found.TryGetValue(id, out var before))
            {
                before.Lines.AddRange(lines);
                continue;
            }

            result.Add((doctor, lines));
            if (doctor.Id is { } first)
            {
                found[first] = result[^1];
            }
        }

        return result;
    }

    private PlannedDoctor? Find(string key, List<SheetLine> lines)
    {
        var written = lines[0].Row.Doctor;
        var name = ComparedName.Of(written);
        var same = known.Same(name);
        if (same is [{ Active: true } only])
        {
            return Known(key, only);
        }

        // Of what is past nobody needs to be asked.
        if (lines.TrueForAll(l => l.Row.Days.All(d => d.Date < ground.Today)))
        {
            return null;
        }

        if (new[] { written.Family, written.Given, written.Middle }.Any(part => part?.Length > MaxNameLength))
        {
            Report(lines, WorkbookProblemCodes.NameTooLong, MaxNameLength.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        var candidates = known.Near(name);
        var answer = Answer(key, candidates);
        Questions.Add(new(
            key,
            lines[0].Row.DoctorText,
            lines[0].Row.Specialty,
            lines[0].Sheet.Name,
            [.. lines.Select(l => l.Row.RowNumber)],
            [.. candidates.Select(c => new DoctorCandidate(c.Id, c.Name, [.. ground.DoctorSpecialties[c.Id].Select(s => specialties[s])], c.Active))],
            answer));
        switch (answer)
        {
            case { Choice: DoctorChoice.Same, Doctor: { } chosen }:
                return Known(key, candidates.Single(c => c.Id == chosen));
            case { Choice: DoctorChoice.New }:
                return New(key, name, lines);
            case null when candidates.Count == 0:
                Report(lines, WorkbookProblemCodes.UnknownDoctor, null);
                return null;
            case null:
                Report(lines, WorkbookProblemCodes.WhichDoctor, string.Join(", ", candidates.Take(5).Select(c => c.Name.Full)));
                return null;
            default:
                return null;
        }
    }

    private DoctorDecision? Answer(string key, List<Doctor> candidates)
    {
        if (decisions.Doctors.TryGetValue(key, out var decision))
        {
            return decision.Choice != DoctorChoice.Same || candidates.Exists(c => c.Id == decision.Doctor) ? decision : null;
        }

        return decisions.CreateMissing && candidates.Count == 0 ? new(DoctorChoice.New) : null;
    }

    private static PlannedDoctor Known(string key, Doctor doctor) => new(key, doctor.Id, doctor.Name, [], !doctor.Active);

    private PlannedDoctor New(string key, ComparedName name, List<SheetLine> lines)
    {
        if (created.Near(name) is [var twin, ..])
        {
            problems.Warning(lines[0].Sheet.Name, RowAddress(lines[0]), lines[0].Row.DoctorText, WorkbookProblemCodes.SimilarNames, twin);
        }

        created.Add(name, lines[0].Row.DoctorText);
        var fields = lines.Where(l => l.Row.Specialty is not null)
            .Select(l => SpecialtyNames.Find(ground.Specialties, l.Row.Specialty!, l.Sheet.Language))
            .Distinct();
        return new(key, null, name.Name, [.. fields], false);
    }

    private void Report(List<SheetLine> lines, string code, string? expected)
    {
        var line = lines.Find(l => l.Row.Days.Any(d => d.Date >= ground.Today)) ?? lines[0];
        problems.Error(line.Sheet.Name, RowAddress(line), line.Row.DoctorText, code, expected);
    }

    private static string RowAddress(SheetLine line) => line.Row.RowNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
