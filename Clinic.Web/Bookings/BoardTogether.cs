using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Bookings;

/// <summary>Moving all selected visits: with one of them that is carried, or by a plan.</summary>
public sealed partial class BoardPage
{
    private const string AtVisit = "/visits/";
    private IReadOnlyList<VisitDetails> along = [];

    [Inject]
    private MoveMany Many { get; set; } = null!;

    private string MovingWords(VisitDetails visit) => along.Count > 0
        ? M.Plural("Moving", along.Count + 1, NameOf(visit), visit.Site.Clock(visit.Booking.Range))
        : T["Moving", NameOf(visit), visit.VisitType, visit.Site.Clock(visit.Booking.Range)];

    /// <summary>The visits that go along with the one that is taken up: all that are selected, where it is one of them.</summary>
    private async Task<IReadOnlyList<VisitDetails>> Along(BookingId taken)
    {
        var visits = new List<VisitDetails>();
        foreach (var id in selected.Contains(taken) ? selected.Where(s => s != taken) : [])
        {
            if ((await Visits.Run(id, User!, closing.Token)).Value is { } visit)
            {
                visits.Add(visit);
            }
        }

        return visits;
    }

    /// <summary>All become as much earlier or later as the one in hand; where that goes to another doctor, they all do.</summary>
    /// <param name="visit">The one in hand.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="all">It and the others.</param>
    /// <param name="partly">Those that can go do; else all or none.</param>
    /// <param name="at">Where a refusal is told.</param>
    private async Task<bool> Together(VisitDetails visit, SlotId to, IReadOnlyList<VisitDetails> all, bool partly, (double X, double Y)? at)
    {
        var (by, elsewhere) = (to.Cell - visit.Booking.Slot().Id.Cell, to.DoctorId != visit.Booking.DoctorId);
        var actor = DeskHistory.Begin(User!);
        var answer = await Many.Run(new([.. all.Select(Wanted)], partly), actor, closing.Token);
        if (answer.Value is { Moved: > 0 } moved)
        {
            var staying = moved.Outcomes.Where(o => o.To is null).Select(o => o.Booking).ToList();
            var done = M.Plural("Mass.Done", moved.Moved);
            Desk.Did(actor.Batch!.Value, staying.Count == 0 ? done : M["Mass.Done.Rest", done, M.Plural("Visits", staying.Count)]);
            moving = visit;
            await SelectOnly(staying);
            await StopMoving();
            return true;
        }

        var problem = answer.Problem ?? new(answer.Value!.Outcomes[0].Reason!) { Errors = [.. answer.Value.Outcomes.Select(o => new FieldError(AtVisit + o.Booking, o.Reason!))] };
        await Refuse(new(visit, to, problem, [], at) { Group = all, Each = [.. Blamed(problem, all)] });
        return false;

        WantedMove Wanted(VisitDetails one)
        {
            var stands = one.Booking.Slot().Id;
            return new(one.Booking.Id, one.Booking.Version, stands with { DoctorId = elsewhere ? to.DoctorId : stands.DoctorId, Cell = stands.Cell + by });
        }
    }

    /// <summary>"Иванова М. С.: это время уже заняли".</summary>
    private IEnumerable<string> Blamed(Problem problem, IReadOnlyList<VisitDetails> among) =>
        from error in problem.Errors
        join visit in among on error.Pointer equals AtVisit + visit.Booking.Id
        select $"{NameOf(visit)}, {visit.Site.Clock(visit.Booking.Range.Start)}: {BoardFormat.Within(Problem.Text(error.Code))}";

    /// <summary>Those of a group that can go, without the others.</summary>
    private async Task MoveRest(DropFault fault)
    {
        if (placing)
        {
            return;
        }

        placing = true;
        try
        {
            await Safely(() => Together(fault.Visit, fault.To, fault.Group, partly: true, fault.At));
        }
        finally
        {
            placing = false;
        }
    }

    /// <param name="fault">The wish that all together could not have: the plan begins with it.</param>
    private async Task MoveSelected(DropFault? fault)
    {
        (moving, dragging, dropFault) = (null, false, null);
        var answer = await OpenPanel<MoveManyPanel>(M["Mass.Title"], new()
        {
            [nameof(MoveManyPanel.Bookings)] = selected,
            [nameof(MoveManyPanel.Date)] = day!.Date,
            [nameof(MoveManyPanel.To)] = fault?.OtherDoctor,
            [nameof(MoveManyPanel.On)] = fault?.OtherDate,
        });
        if (answer is MovedMany moved)
        {
            Desk.Did(moved.Batch, M.Plural("Mass.Done", moved.Moved));
            await SelectOnly([]);
            await Load();
            await Focus(BoardKeys.Visit(moved.Outcomes.First(o => o.To is not null).Booking));
        }
    }
}
