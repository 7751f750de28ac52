using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Clinic.Web.Availability;

/// <summary>What <see cref="SidePanel"/> opens: the panel itself, and the word that it is no longer drawn.</summary>
public sealed class PanelFrame : ComponentBase, IDisposable
{
    private Action? gone;

    [Parameter, EditorRequired]
    public Type Panel { get; set; } = null!;

    [Parameter, EditorRequired]
    public Dictionary<string, object?> Parameters { get; set; } = null!;

    /// <summary>Called once, when this panel has made room.</summary>
    [Parameter, EditorRequired]
    public Action Gone { get; set; } = null!;

    public void Dispose() => gone?.Invoke();

    protected override void OnParametersSet()
    {
        if (gone != Gone)
        {
            gone?.Invoke();
            gone = Gone;
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent(0, Panel);
        builder.SetKey(Gone);
        builder.AddMultipleAttributes(1, Parameters!);
        builder.CloseComponent();
    }
}
