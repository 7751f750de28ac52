using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Bookings;

/// <summary>The browser's side of the panels. A page that is gone needs nothing any more.</summary>
public sealed class PanelScript(IJSRuntime script) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    private Task<IJSObjectReference> Module => module ??= script.InvokeAsync<IJSObjectReference>("import", "./bookpanel.js").AsTask();

    /// <summary>What this user left open in this tab; null for nothing.</summary>
    public async Task<BookDraft?> Pending(string user)
    {
        try
        {
            return await (await Module).InvokeAsync<BookDraft?>("pending", user);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    public Task Keep(string user, BookDraft draft) => Call("keep", draft.Place, user, draft);

    public Task Forget() => Call("forget");

    /// <summary>Keeps what is typed into the panel, and puts back what was.</summary>
    public Task Watch(ElementReference panel) => Call("watch", panel);

    public Task Focus(string id) => Call("focusField", id);

    public Task CountDown(ElementReference clock, double seconds) => Call("countDown", clock, seconds);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
            {
                await (await module).DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task Call(string function, params object?[] arguments)
    {
        try
        {
            await (await Module).InvokeVoidAsync(function, arguments);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
