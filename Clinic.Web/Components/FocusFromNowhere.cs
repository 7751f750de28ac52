using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Components;

/// <summary>Focusing what has just opened, unless somebody is elsewhere already (focus.js).</summary>
public static class FocusFromNowhere
{
    public static async Task Begin(this IJSRuntime script, ElementReference there)
    {
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./focus.js");
        await module.InvokeVoidAsync("begin", there);
    }
}
