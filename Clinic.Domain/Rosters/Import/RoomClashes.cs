using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Two doctors in one room at once: told once for each pair and room.</summary>
internal static class RoomClashes
{
    public static void Report(IEnumerable<(PlannedDoctor Doctor, WishedDay Day)> days, ProblemList problems)
    {
        var stays = days.SelectMany(d => d.Day.Work.Where(w => w.Piece.Room is not null).Select(w => (d.Doctor, Work: w, Start: w.Start(d.Day.Date), End: w.End(d.Day.Date))));
        var told = new HashSet<(string, string, string)>();
        foreach (var room in stays.GroupBy(s => s.Work.Piece.Room!))
        {
            var open = new List<(PlannedDoctor Doctor, WishedWork Work, DateTime Start, DateTime End)>();
            foreach (var stay in room.OrderBy(s => s.Start))
            {
                open.RemoveAll(o => o.End <= stay.Start);
                foreach (var other in open.Where(o => o.Doctor != stay.Doctor && told.Add((room.Key.Name, o.Doctor.Key, stay.Doctor.Key))))
                {
                    told.Add((room.Key.Name, stay.Doctor.Key, other.Doctor.Key));
                    var cell = stay.Work.Cell;
                    problems.Warning(cell.Sheet, cell.Address, cell.Text, WorkbookProblemCodes.RoomShared, $"{room.Key.Name}: {other.Doctor.Name.Short}, {other.Work.Cell}");
                }

                open.Add(stay);
            }
        }
    }
}
