using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Clinic.Web.Components;

/// <summary>The focus is a courtesy: that there is nobody left to have it is no fault of the page.</summary>
internal static class ElementFocus
{
    /// <summary>Gives the element the focus, unless it is gone from the page by the time the browser hears of it.</summary>
    internal static async ValueTask FocusIfThere(this ElementReference element, bool preventScroll = false)
    {
        try
        {
            await element.FocusAsync(preventScroll);
        }
        catch (JSException)
        {
            // Closed meanwhile, or drawn anew.
        }
    }
}
