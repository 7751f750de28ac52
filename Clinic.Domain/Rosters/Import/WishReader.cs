using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Puts the lines of a doctor together, date by date.</summary>
internal sealed class WishReader(ImportGround ground, RoomMatching rooms, ProblemList problems)
{
    public IReadOnlyList<WishedDay> Read(IEnumerable<SheetLine> lines)
    {
        var days = new SortedDictionary<DateOnly, WishedDay>();
        foreach (var line in lines)
        {
            foreach (var cell in line.Row.Days)
            {
                if (!days.TryGetValue(cell.Date, out var day))
                {
                    days[cell.Date] = day = new(cell.Date);
                }

                Add(day, line, cell);
            }
        }

        foreach (var day in days.Values.Where(d => d.Work.Count > 0))
        {
            day.Reason = null;
        }

        MarkOverlaps(days.Values);
        return [.. days.Values];
    }

    private void Add(WishedDay day, SheetLine line, RosterCell cell)
    {
        day.Faulty |= !cell.IsUnderstood;
        day.Reason ??= WishedDay.ReasonOf(cell.Mark);
        var place = new CellPlace(line.Sheet.Name, cell.Address, cell.Text);
        foreach (var work in cell.Work)
        {
            var name = work.Room ?? line.Row.Room;
            var (room, blocked) = name is null ? (null, false)
                : cell.Date < ground.Today ? (rooms.Name(name), false)
                : rooms.Find(name, place.Sheet, place.Address);
            day.Faulty |= blocked;
            day.Work.Add(new(new(new(work.Start, work.End), room, line.Row.MinutesPerVisit), place, name is not null));
        }
    }

    // The reader has seen to lines under one name; two names may turn out to be one doctor.
    private void MarkOverlaps(IEnumerable<WishedDay> days)
    {
        var work = days.Where(d => !d.Faulty && d.Date >= ground.Today)
            .SelectMany(d => d.Work.Select(w => (Day: d, Work: w))).OrderBy(w => w.Work.Start(w.Day.Date));
        (WishedDay Day, WishedWork Work)? last = null;
        foreach (var next in work)
        {
            if (last is { } before && next.Work.Start(next.Day.Date) < before.Work.End(before.Day.Date))
            {
                problems.Error(next.Work.Cell.Sheet, next.Work.Cell.Address, next.Work.Cell.Text, WorkbookProblemCodes.DoubleWork, before.Work.Cell.ToString());
                next.Day.Faulty = true;
            }
            else
            {
                last = next;
            }
        }
    }
}
