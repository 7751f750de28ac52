using Radzen;

namespace Clinic.Web.Availability;

/// <summary>The panel at the right in which something is booked or put on a list.</summary>
public static class SidePanel
{
    public static SideDialogOptions Options(string close) => new()
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
