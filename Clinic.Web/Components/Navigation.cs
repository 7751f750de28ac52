using System.Security.Claims;
using Clinic.Domain.Users;

namespace Clinic.Web.Components;

/// <summary>A page in the top bar.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">Key of its name in <see cref="Texts"/>.</param>
/// <param name="Icon">Material symbol.</param>
/// <param name="Roles">Who may open it; the page's own policy decides, this only hides what would be refused.</param>
public sealed record NavigationItem(string Path, string Text, string Icon, params IReadOnlyList<string> Roles)
{
    /// <summary>Other pages that belong under it.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>Shown with the number of new requests from outside.</summary>
    public bool Requests { get; init; }

    /// <summary>Shown with the number of visits without a place, and only while there are any.</summary>
    public bool Waiting { get; init; }

    /// <summary>Whether the page at the path, which is reached from here, is one of those beside.</summary>
    public bool Holds(string path) => Beside.Any(b => path.StartsWith(b, StringComparison.Ordinal));
}

/// <summary>The pages a user can go to.</summary>
public static class Navigation
{
    private static readonly NavigationItem[] Items =
    [
        new("/board", "Nav.Board", "view_week", Roles.Administrator, Roles.Registrar, Roles.CallCentre),
        new("/patients", "Nav.Patients", "groups", Roles.Administrator, Roles.Registrar, Roles.CallCentre),
        new("/my-day", "Nav.MyDay", "today", Roles.Doctor),
        new("/my-week", "Nav.MyWeek", "calendar_view_week", Roles.Doctor),
        new("/reports/waiting", "Nav.WaitingTimes", "timer", Roles.Doctor),
        new("/find", "Nav.Find", "search", Roles.Administrator, Roles.Registrar, Roles.CallCentre),
        new("/inbox", "Nav.Inbox", "inbox", Roles.Administrator, Roles.Registrar, Roles.CallCentre) { Requests = true },
        new("/waiting", "Nav.Waiting", "hourglass_top", Roles.Administrator, Roles.Registrar, Roles.CallCentre),
        new("/displaced", "Nav.Displaced", "event_busy", Roles.Administrator, Roles.Registrar, Roles.CallCentre) { Waiting = true },
        new("/rosters", "Nav.Rosters", "calendar_month", Roles.Administrator, Roles.Registrar) { Beside = ["/closures"] },
        new("/doctors", "Nav.Doctors", "stethoscope", Roles.Administrator, Roles.Registrar) { Beside = ["/visit-types", "/specialties", "/rooms", "/devices"] },
        new("/journal", "Nav.Journal", "history", Roles.Administrator, Roles.Registrar) { Beside = ["/reports"] },
        new("/settings", "Nav.Settings", "settings", Roles.Administrator) { Beside = ["/users", "/messages"] },
    ];

    public static IReadOnlyList<NavigationItem> Of(ClaimsPrincipal user) => [.. Items.Where(i => i.Roles.Any(user.IsInRole))];

    /// <summary>Where a user begins; null for one without a role.</summary>
    public static string? Start(ClaimsPrincipal user) => Of(user) is [var first, ..] ? first.Path : null;
}
