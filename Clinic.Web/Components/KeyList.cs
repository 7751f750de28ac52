namespace Clinic.Web.Components;

/// <summary>A key, or keys that do the like.</summary>
/// <param name="Does">Key of what it does in <see cref="KeyTexts"/>.</param>
/// <param name="Caps">What is written on the keys.</param>
public sealed record KeyMeaning(string Does, params IReadOnlyList<string> Caps)
{
    /// <summary>Pressed together; else one or the other.</summary>
    public bool Together { get; init; }
}

/// <summary>The keys of one place.</summary>
public sealed record KeyGroup(string Name, params IReadOnlyList<KeyMeaning> Keys);

/// <summary>Every key that the intranet answers to, as its map shows them.</summary>
public static class KeyList
{
    public static readonly IReadOnlyList<KeyGroup> Groups =
    [
        new(
            "Everywhere",
            new("help", "?"),
            new("close", "Esc"),
            new("next", "Tab")),
        new(
            "Board",
            new("upDown", "↑", "↓"),
            new("leftRight", "←", "→"),
            new("homeEnd", "Home", "End"),
            new("enter", "Enter"),
            new("why", "Shift", "F10") { Together = true },
            new("cut", "Ctrl", "X / V") { Together = true },
            new("select", "Space"),
            new("undo", "Ctrl", "Z") { Together = true },
            new("days", "PgUp", "PgDn"),
            new("today", "T")),
    ];
}
