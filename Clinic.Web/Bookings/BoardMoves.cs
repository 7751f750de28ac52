using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Clinic.Web.Bookings;

/// <summary>
/// Moving on the board by hand: the page's script says "this card to that doctor at that time" and nothing more, whether it was dragged, cut and pasted
/// or lifted with a finger; what becomes of it is decided here by the use cases.
/// </summary>
public sealed partial class BoardPage
{
    // Far beyond any time that can be booked.
    private const int LastCell = 24_192_000;
    private DotNetObjectReference<BoardPage>? self;
    private IJSObjectReference? gestures;
    private bool dragging;
    private DropFault? dropFault;
    private IReadOnlyList<BookingId> selected = [];

    [Inject]
    private DeskHistory Desk { get; set; } = null!;

    [Inject]
    private ReadVisit Visits { get; set; } = null!;

    [Inject]
    private CurrentUser Who { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<MoveTexts> M { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Texts> Words { get; set; } = null!;

    /// <summary>A card is in the hand: the free times that fit it are shown.</summary>
    [JSInvokable]
    public Task<bool> Lift(string id) => Safely(() => TakeUp(id, byHand: true));

    /// <summary>It was put back.</summary>
    [JSInvokable]
    public Task<bool> Release() => Safely(async () =>
    {
        if (dragging && moving is not null)
        {
            await StopMoving();
        }

        return true;
    });

    [JSInvokable]
    public Task<bool> Drop(int doctor, int cell, double x, double y) => Safely(() => Put(doctor, cell, (x, y)));

    /// <summary>The keyboard's way of taking a card up.</summary>
    [JSInvokable]
    public Task<bool> Cut(string id) => Safely(() => TakeUp(id, byHand: false));

    [JSInvokable]
    public Task<bool> Paste(int doctor, int cell, double x, double y) => Safely(() => Put(doctor, cell, (x, y)));

    [JSInvokable]
    public Task<bool> Select(string[] ids) => Safely(() =>
    {
        selected = [.. ids.Take(MoveMany.Most).Select(i => BookingId.TryParse(i, null, out var id) ? id : (BookingId?)null).OfType<BookingId>().Distinct()];
        StateHasChanged();
        return Task.FromResult(true);
    });

    [JSInvokable]
    public Task<bool> UndoLast() => Safely(async () =>
    {
        await Desk.UndoLast();
        return true;
    });

    private async Task WatchMoves()
    {
        gestures ??= await Script.InvokeAsync<IJSObjectReference>("import", closing.Token, "./board-moves.js");
        self ??= DotNetObjectReference.Create(this);
        await gestures.InvokeVoidAsync("watch", closing.Token, board, self);
    }

    private async ValueTask ForgetMoves()
    {
        Desk.Undone -= Reload;
        Desk.Explain = Desk.Explain == ExplainUndo ? null : Desk.Explain;
        self?.Dispose();
        if (gestures is not null)
        {
            await gestures.InvokeVoidAsync("forget");
            await gestures.DisposeAsync();
        }
    }

    private Task Reload() => InvokeAsync(async () =>
    {
        // The button that took back is gone with its message.
        await Load();
        await Focus("");
    });

    private async Task<bool> TakeUp(string id, bool byHand)
    {
        if (placing || !BookingId.TryParse(id, null, out var booking))
        {
            return false;
        }

        dropFault = null;
        var found = await Visits.Run(booking, User ??= await Who.Actor(), closing.Token);
        if (!found.Ok || !found.Value.Booking.Status.IsOpen())
        {
            Toasts.Refused(found.Problem ?? new(found.Value!.Booking.Status.IsCancelled() ? ProblemCodes.AlreadyCancelled : ProblemCodes.WrongStatus));
            await Load();
            return false;
        }

        (moving, dragging, along) = (found.Value, byHand, await Along(booking));
        await Load();
        return true;
    }

    private async Task<bool> Put(int doctor, int cell, (double X, double Y)? at)
    {
        if (moving is not { } visit || cell is < 0 or > LastCell)
        {
            return false;
        }

        var to = new SlotId(new(doctor), visit.Booking.VisitTypeId, cell);
        if (to == visit.Booking.Slot().Id)
        {
            await StopMoving();
            return true;
        }

        return await Attempt(visit, to, null, at);
    }

    /// <summary>Moves or tells why not where it was wanted.</summary>
    private async Task<bool> Attempt(VisitDetails visit, SlotId to, string? insist, (double X, double Y)? at)
    {
        if (placing)
        {
            return false;
        }

        placing = true;
        try
        {
            if (visit == moving && along.Count > 0)
            {
                return await Together(visit, to, [visit, .. along], partly: false, at);
            }

            var actor = DeskHistory.Begin(User!);
            var command = new MoveCommand(BookingRef.Id(visit.Booking.Id), to, visit.Booking.Version)
            {
                Override = insist,
                OverridePatient = insist is not null && dropFault?.Problem.Code == ProblemCodes.PatientOverlap,
            };
            var answer = await Move.Run(command, actor, closing.Token);
            if (answer.Ok)
            {
                (dropFault, dragging) = (null, false);
                Desk.Did(actor.Batch!.Value, MovedWords(visit, answer.Value.Slot));
                moving = visit;
                await StopMoving();
                return true;
            }

            await Refuse(new(visit, to, answer.Problem, await Meanwhile(visit, answer.Problem), at));
            return false;
        }
        finally
        {
            placing = false;
        }
    }

    private Task Refuse(DropFault fault)
    {
        dropFault = fault;
        if (dragging || fault.IsStale)
        {
            (moving, dragging) = (null, false);
        }

        return Load();
    }

    private string MovedWords(VisitDetails visit, Slot slot)
    {
        var doctor = day?.Columns.FirstOrDefault(c => c.DoctorId == slot.DoctorId)?.Name ?? (slot.DoctorId == visit.Booking.DoctorId ? visit.Doctor : null);
        var start = slot.Range.Start;
        var when = day is not null && visit.Site.LocalDate(start) == day.Date ? visit.Site.Clock(start) : $"{visit.Site.Date(start, T["ShortDay"])}, {visit.Site.Clock(start)}";
        return doctor is null || doctor == visit.Doctor ? M["Moved.At", NameOf(visit), when] : M["Moved.To", NameOf(visit), when, doctor.Short];
    }

    private string NameOf(VisitDetails visit) => visit.Patient?.Name.Short ?? T["NoName"];

    /// <summary>What others did to the booking since it was taken up.</summary>
    private async Task<IReadOnlyList<string>> Meanwhile(VisitDetails seen, Problem problem)
    {
        if (problem.Code is not (ProblemCodes.VersionMismatch or ProblemCodes.AlreadyCancelled or ProblemCodes.WrongStatus))
        {
            return [];
        }

        var present = await Visits.Run(seen.Booking.Id, User!, closing.Token);
        return present.Ok ? [.. BookingDifferences.Between(seen, present.Value, T, Words)] : [];
    }

    private async Task CloseFault(bool backToCell)
    {
        var fault = dropFault;
        dropFault = null;
        if (backToCell && fault is not null)
        {
            StateHasChanged();
            await Focus(moving is null ? BoardKeys.Visit(fault.Visit.Booking.Id) : fault.Key);
        }
    }

    private async Task SelectOnly(IReadOnlyList<BookingId> ids)
    {
        selected = ids;
        if (gestures is not null)
        {
            await gestures.InvokeVoidAsync("select", closing.Token, ids.Select(i => i.ToString()));
        }
    }

    /// <summary>The bar goes with the selection: the focus comes back to the first of the visits or, where they are gone, to where it was on the board.</summary>
    private async Task Deselect()
    {
        var first = selected[0];
        await SelectOnly([]);
        await Load();
        await Focus(BoardKeys.Visit(first));
    }

    private async Task<bool> Safely(Func<Task<bool>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            (moving, dragging) = (dragging ? null : moving, false);
            Toasts.Refused(new(ProblemCodes.Unavailable));
            StateHasChanged();
            return false;
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return false;
        }
    }
}
