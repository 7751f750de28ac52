using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Bookings;

/// <summary>What the board's script asks for: the card of a visit that is pointed at, and why a time is not free.</summary>
public sealed partial class BoardPage
{
    private ElementReference page;
    private BoardPeek? peek;
    private IJSObjectReference? module;
    private Task? starting;
    private bool asked;

    /// <summary>Fills the card beside the pointer; false where there is nothing to tell.</summary>
    [JSInvokable]
    public bool Peek(string key) => peek?.Fill(key) == true;

    /// <summary>Opens the reasons why a time cannot be booked.</summary>
    [JSInvokable]
    public async Task Why(string key)
    {
        // A key of the keyboard may ask twice: once by itself and once as a menu.
        if (asked || day is null || BoardKeys.Find(day.Columns, key) is not { } time)
        {
            return;
        }

        asked = true;
        try
        {
            await OpenPanel<WhyPanel>(V["Why.Title"], new()
            {
                [nameof(WhyPanel.Doctor)] = time.Doctor,
                [nameof(WhyPanel.Range)] = time.Range,
                [nameof(WhyPanel.Site)] = day.Site,
                [nameof(WhyPanel.VisitType)] = moving?.Booking.VisitTypeId ?? filter.VisitType,
                [nameof(WhyPanel.Name)] = day.Doctors.FirstOrDefault(d => d.Id == time.Doctor)?.Name.Full ?? "",
            });
        }
        finally
        {
            asked = false;
        }

        await Focus(key);
    }

    private async Task Start()
    {
        module = await script.InvokeAsync<IJSObjectReference>("import", closing.Token, "./board.js");
        self ??= DotNetObjectReference.Create(this);
        await module.InvokeVoidAsync("start", closing.Token, page, self, BoardWords.Ticks(clock.GetUtcNow().UtcDateTime));
    }

    private async Task LetGo()
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("stop");
            await module.DisposeAsync();
        }
    }
}
