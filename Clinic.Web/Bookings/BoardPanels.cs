using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Web.Availability;
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
    private SidePanel Panel { get; set; } = null!;

    [Inject]
    private NotificationService Toasts { get; set; } = null!;

    [Inject]
    private MoveBooking Move { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DeskTexts> Panels { get; set; } = null!;

    // What is pressed may have gone from the board meanwhile.
    private Task Press(CellEventArgs cell) =>
        BoardKeys.FindFree(Shown, cell.Key) is { } free ? Choose(free)
        : BoardKeys.FindVisit(Shown, cell.Key) is { } visit ? ShowVisit(visit.Id)
        : Task.CompletedTask;

    private Task Choose(BoardFree free) =>
        moving is null ? NewBooking(free.DoctorId, day!.Site.Id, free.Range.Start) : Place(SlotId.Of(free.DoctorId, moving.Booking.VisitTypeId, free.Range.Start));

    private async Task NewBooking(DoctorId doctor, SiteId site, DateTime start, VisitTypeId? type = null, Person? who = null)
    {
        var batch = Guid.NewGuid();
        var answer = await OpenPanel<BookPanel>(T["Book.Title"], new()
        {
            [nameof(BookPanel.Doctor)] = doctor,
            [nameof(BookPanel.Site)] = site,
            [nameof(BookPanel.Start)] = start,
            [nameof(BookPanel.VisitType)] = type,
            [nameof(BookPanel.For)] = who is { Card: not null } ? who : null,
            [nameof(BookPanel.New)] = who is { Card: null } ? PersonDraft.Of(who.Name, who.Phone, who.BirthDate, who.Email) : null,
            [nameof(BookPanel.Batch)] = batch,
        });
        if (answer is BookingReceipt receipt)
        {
            Desk.Did(batch, T["Booked", receipt.Code]);
            await Booked(receipt);
        }
        else
        {
            await Focus(BoardKeys.Free(doctor, start));
        }
    }

    private async Task Booked(BookingReceipt receipt)
    {
        Toasts.Slip(receipt.Id, Panels["Print.Slip"]);
        await Load();
        await Focus(BoardKeys.Visit(receipt.Id));
    }

    /// <summary>Opens the panel again that was open when the connection, the server or the page was lost.</summary>
    private async Task Resume()
    {
        await using var page = new PanelScript(script);
        if (await page.Pending((await user.Actor()).Name) is { } left)
        {
            await NewBooking(new(left.Doctor), new(left.Site), left.Start);
        }
    }

    private async Task ShowVisit(BookingId id)
    {
        if (moving is not null)
        {
            return;
        }

        var answer = await OpenPanel<VisitPanel>(T["Visit.Title"], new() { [nameof(VisitPanel.Booking)] = id });
        if (answer is VisitDetails chosen)
        {
            (moving, along) = (chosen, []);
            await Load();
            await FocusFirst();
        }
        else if (answer is BookingReceipt again)
        {
            Toasts.Say(T["Booked", again.Code]);
            await Booked(again);
        }
        else
        {
            await Load();
            await Focus(BoardKeys.Visit(id));
        }
    }

    private Task Place(SlotId to) => moving is null ? Task.CompletedTask : Attempt(moving, to, null, null);

    // Only then is each key worth a word with the server.
    private EventCallback<KeyboardEventArgs> KeyWhileMoving => moving is null ? default : EventCallback.Factory.Create<KeyboardEventArgs>(this, Escape);

    private Task Escape(KeyboardEventArgs key) => key.Key == "Escape" && moving is not null ? StopMoving() : Task.CompletedTask;

    private async Task StopMoving()
    {
        var id = moving!.Booking.Id;
        (moving, dragging, dropFault) = (null, false, null);
        await Load();
        await Focus(BoardKeys.Visit(id));
    }

    private Task<object?> OpenPanel<TPanel>(string title, Dictionary<string, object?> parameters)
        where TPanel : ComponentBase => Panel.Open<TPanel>(title, T["Close"], parameters, closing.Token);

    private async Task Focus(string key)
    {
        // After the drawing that this handler causes; a way to another page closes the panel, too, and then there is no board any more.
        await Task.Yield();
        if (module is not null && !closing.IsCancellationRequested)
        {
            await module.InvokeVoidAsync("focusKey", closing.Token, board, key);
        }
    }

    private async Task FocusFirst()
    {
        if (module is not null && !closing.IsCancellationRequested)
        {
            await module.InvokeVoidAsync("focusFirstFree", closing.Token, board);
        }
    }
}
