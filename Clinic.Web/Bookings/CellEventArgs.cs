using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Bookings;

/// <summary>A click or Enter on a free time or a visit of a board.</summary>
public sealed class CellEventArgs : EventArgs
{
    /// <summary>As <see cref="BoardKeys"/> writes it; null where something else of the board was pressed.</summary>
    public string? Key { get; set; }
}

/// <summary>One handler for all of a board's hundreds of cells: each of its own would cost every open board half a kilobyte of memory. Known to the browser from clinic.js.</summary>
[EventHandler("oncell", typeof(CellEventArgs))]
public static class EventHandlers;
