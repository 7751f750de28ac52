using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Compares what the workbook asks of a doctor with the roster as it is.</summary>
internal sealed class DayComparison(ImportGround ground, ProblemList problems)
{
    public List<DayChange> Changes { get; } = [];

    public int Unchanged { get; private set; }

    public int Faulty { get; private set; }

    public void Compare(PlannedDoctor doctor, IReadOnlyList<WishedDay> days)
    {
        foreach (var day in days)
        {
            if (day.Faulty)
            {
                Faulty += day.Date < ground.Today ? 0 : 1;
                continue;
            }

            var (now, lines) = doctor.Id is { } id ? (ground.Day(id, day.Date), ground.DayOfLines(id, day.Date)) : (DayPlan.Free, DayPlan.Free);
            var wish = day.Over(now, lines);
            if (wish == now || (wish.Work.Count == 0 && doctor.Id is { } known && (ground.IsClosed(day.Date) || ground.IsAbsent(known, day.Date))))
            {
                Unchanged += day.Date < ground.Today ? 0 : 1;
                continue;
            }

            Changes.Add(new(doctor, day.Date, Kind(day.Date, now, wish), now, wish)
            {
                AsLinesSay = wish == lines,
            });
        }

        Warn(doctor, [.. days.Where(d => d is { Faulty: false, Work.Count: > 0 } && d.Date >= ground.Today)]);
    }

    private DayChangeKind Kind(DateOnly date, DayPlan now, DayPlan wish) =>
        date < ground.Today ? DayChangeKind.Past
        : now.Work.Count == 0 && wish.Work.Count > 0 ? DayChangeKind.Created
        : now.Work.Count > 0 && wish.Work.Count == 0 ? DayChangeKind.Removed
        : DayChangeKind.Changed;

    /// <summary>Work that will not show as free time; told once for each doctor.</summary>
    private void Warn(PlannedDoctor doctor, List<WishedDay> working)
    {
        if (working.Find(d => ground.IsClosed(d.Date)) is { } closed)
        {
            Warning(closed, doctor, WorkbookProblemCodes.SiteClosed);
        }

        if (doctor.Id is not { } id)
        {
            return;
        }

        if (working.Find(d => ground.IsAbsent(id, d.Date)) is { } away)
        {
            Warning(away, doctor, WorkbookProblemCodes.DoctorAbsent);
        }

        if (working is [var first, ..] && !ground.Bookable.Contains(id))
        {
            Warning(first, doctor, WorkbookProblemCodes.NoVisitTypes);
        }
    }

    private void Warning(WishedDay day, PlannedDoctor doctor, string code)
    {
        var cell = day.Work[0].Cell;
        problems.Warning(cell.Sheet, cell.Address, cell.Text, code, doctor.Name.Short);
    }
}
