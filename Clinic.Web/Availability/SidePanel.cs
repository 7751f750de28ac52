using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Availability;

/// <summary>The panel at the right in which something is booked, shown or put on a list; one per circuit.</summary>
public sealed class SidePanel(DialogService dialogs)
{
    private static readonly TimeSpan SlideOut = TimeSpan.FromMilliseconds(400);
    private long? shut;

    /// <summary>
    /// Opens the panel and answers what it was closed with. A panel that came while the one before still slides out would be shut together
    /// with it: it waits so long, and is not opened at all where the page is left meanwhile.
    /// </summary>
    public async Task<object?> Open<TPanel>(string title, string close, Dictionary<string, object?> parameters, CancellationToken closing = default)
        where TPanel : ComponentBase
    {
        var left = SlideOut - (shut is { } since ? Stopwatch.GetElapsedTime(since) : SlideOut);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, CancellationToken.None);
        }

        if (closing.IsCancellationRequested)
        {
            return null;
        }

        object? answer = await dialogs.OpenSideAsync<TPanel>(title, parameters, Options(close));
        shut = Stopwatch.GetTimestamp();
        return answer;
    }

    private static SideDialogOptions Options(string close) => new()
    {
        Position = DialogPosition.Right,
        Width = "min(440px, 100vw)",
        CloseDialogOnOverlayClick = true,
        CloseAriaLabel = close,
        CssClass = "board-panel",

        // The panels put the focus where the work begins.
        AutoFocusFirstElement = false,
    };
}
