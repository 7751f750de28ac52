using Clinic.Domain.Availability;
using Clinic.Domain.Rosters;

namespace Clinic.Domain.Bookings;

/// <summary>Finds the working time that access rules keep from who asks, whichever visit it were for.</summary>
internal sealed class ReservedTimes(Timetable timetable, Asker asker)
{
    /// <summary>The stretches, by start; each under the rule that stands against the first of the offers.</summary>
    internal IReadOnlyList<BoardReserved> Of(Shift shift, IEnumerable<Offer> offers)
    {
        if (shift.Access.IsEmpty)
        {
            return [];
        }

        var found = new List<BoardReserved>();
        var checks = offers.Where(o => shift.VisitTypes.Count == 0 || shift.VisitTypes.Contains(o.Type.Id))
            .Select(o => (Check: new AccessCheck(timetable, shift, o, asker), Cells: o.Cells(shift))).ToList();
        var (from, to) = Cell.Span(shift.Range);
        for (var cell = from; cell < to && checks.Count > 0; cell++)
        {
            var start = Cell.Start(cell);
            var faults = checks.Select(c => c.Check.Against(start, c.Cells)).TakeWhile(f => f is not null).ToList();
            if (faults.Count < checks.Count)
            {
                continue;
            }

            if (found.Count > 0 && found[^1].Range.End == start && found[^1].Fault == faults[0])
            {
                found[^1] = found[^1] with { Range = new(found[^1].Range.Start, Cell.Start(cell + 1)) };
            }
            else
            {
                found.Add(new(new(start, Cell.Start(cell + 1)), faults[0]!, shift.DoctorId, shift.RoomId));
            }
        }

        return found;
    }
}
