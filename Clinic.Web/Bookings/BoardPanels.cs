using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>What a click on the board opens: the panel of a new booking or of one that is there; and moving a booking on the board.</summary>
public sealed partial class BoardPage
{
    private VisitDetails? moving;
    private bool placing;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Toasts { get; set; } = null!;

    [Inject]
    private MoveBooking Move { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DeskTexts> Desk { get; set; } = null!;

    /// <summary>Opens the panel again that was open when the connection, the server or the page was lost.</summary>
    private async Task Resume()
    {
        await using var page = new PanelScript(script);
        if (await page.Pending(User!.Name) is { } left)
        {
            await NewBooking(new(left.Doctor), new(left.Site), left.Start);
        }
    }

    private Task Choose((BoardColumn Column, BoardFree Free) cell) =>
        moving is null ? NewBooking(cell.Column, cell.Free) : Place(SlotId.Of(cell.Column.DoctorId, moving.Booking.VisitTypeId, cell.Free.Range.Start));

    private Task NewBooking(BoardColumn column, BoardFree free) => NewBooking(column.DoctorId, day!.Site.Id, free.Range.Start);

    private async Task NewBooking(DoctorId doctor, SiteId site, DateTime start)
    {
        var answer = await Dialogs.OpenSideAsync<BookPanel>(
            T["Book.Title"],
            new()
            {
                [nameof(BookPanel.Doctor)] = doctor,
                [nameof(BookPanel.Site)] = site,
                [nameof(BookPanel.Start)] = start,
            },
            Panel());
        if (answer is BookingReceipt receipt)
        {
            await Booked(receipt);
        }
        else
        {
            await Focus(BoardKeys.Free(doctor, start));
        }
    }

    private async Task Booked(BookingReceipt receipt)
    {
        Toasts.Booked(T["Booked", receipt.Code], receipt.Id, Desk["Print.Slip"]);
        await Load();
        await Focus(BoardKeys.Visit(receipt.Id));
    }

    private async Task ShowVisit(BookingId id)
    {
        if (moving is not null)
        {
            return;
        }

        var answer = await Dialogs.OpenSideAsync<VisitPanel>(T["Visit.Title"], new() { [nameof(VisitPanel.Booking)] = id }, Panel());
        if (answer is VisitDetails chosen)
        {
            moving = chosen;
            await Load();
            await FocusFirst();
        }
        else if (answer is BookingReceipt again)
        {
            await Booked(again);
        }
        else
        {
            await Load();
            await Focus(BoardKeys.Visit(id));
        }
    }

    private async Task Place(SlotId to)
    {
        if (placing || moving is null)
        {
            return;
        }

        placing = true;
        var which = moving.Booking;
        var answer = await Move.Run(BookingRef.Id(which.Id), to, which.Version, User!, closing.Token);
        placing = false;
        if (answer.Ok)
        {
            Toasts.Say(T["Moved", day!.Site.Clock(answer.Value.Slot.Range.Start)]);
            await StopMoving();
        }
        else
        {
            Toasts.Refused(answer.Problem);
            if (answer.Problem.Code is ProblemCodes.VersionMismatch or ProblemCodes.AlreadyCancelled or ProblemCodes.WrongStatus)
            {
                await StopMoving();
            }
        }
    }

    // Only then is each key worth a word with the server.
    private EventCallback<KeyboardEventArgs> KeyWhileMoving => moving is null ? default : EventCallback.Factory.Create<KeyboardEventArgs>(this, Escape);

    private Task Escape(KeyboardEventArgs key) => key.Key == "Escape" && moving is not null ? StopMoving() : Task.CompletedTask;

    private async Task StopMoving()
    {
        var id = moving!.Booking.Id;
        moving = null;
        await Load();
        await Focus(BoardKeys.Visit(id));
    }

    private SideDialogOptions Panel() => new()
    {
        Position = DialogPosition.Right,
        Width = "min(440px, 100vw)",
        CloseDialogOnOverlayClick = true,
        CloseAriaLabel = T["Close"],
        CssClass = "board-panel",

        // The panels put the focus where the work begins.
        AutoFocusFirstElement = false,
    };

    private async Task Focus(string key)
    {
        if (module is not null)
        {
            // After the drawing that this handler causes.
            await Task.Yield();
            await module.InvokeVoidAsync("focusKey", closing.Token, board, key);
        }
    }

    private async Task FocusFirst()
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("focusFirstFree", closing.Token, board);
        }
    }
}
