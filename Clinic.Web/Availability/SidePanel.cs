using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Availability;

/// <summary>The panel at the right in which something is booked, shown or put on a list; one per circuit.</summary>
public sealed class SidePanel(DialogService dialogs)
{
    // A panel that never came to be drawn leaves nothing behind that could say it is gone.
    private static readonly TimeSpan LongestSlide = TimeSpan.FromSeconds(2);
    private Task slidOut = Task.CompletedTask;

    /// <summary>
    /// Opens the panel and answers what it was closed with. A panel that came while the one before still slides out would be shut together
    /// with it: it waits so long, and is not opened at all where the page is left meanwhile.
    /// </summary>
    public async Task<object?> Open<TPanel>(string title, string close, Dictionary<string, object?> parameters, CancellationToken closing = default)
        where TPanel : ComponentBase
    {
        await Task.WhenAny(slidOut, Task.Delay(LongestSlide, CancellationToken.None));
        if (closing.IsCancellationRequested)
        {
            return null;
        }

        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        object? answer = await dialogs.OpenSideAsync<PanelFrame>(
            title,
            new() { [nameof(PanelFrame.Panel)] = typeof(TPanel), [nameof(PanelFrame.Parameters)] = parameters, [nameof(PanelFrame.Gone)] = (Action)gone.SetResult },
            Options(close));
        slidOut = gone.Task;
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
