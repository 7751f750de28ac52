using Clinic.Domain.Audit;
using Clinic.Web.Bookings;

namespace Clinic.Web.Audit;

/// <summary>The symbol of a step.</summary>
public static class JournalLook
{
    public static string Icon(JournalStep step) => step.Action switch
    {
        "book" => "add_circle",
        "move" => "drive_file_move",
        "cancel" => "event_busy",
        "status" when step.After is { } state => StatusLook.Icon(state.Status),
        "identify" => "badge",
        "guarantee" => "verified",
        "create" or "seed" or "import" => "add",
        "roster" or "keep" => "calendar_month",
        "undo" => "undo",
        "merge" or "unmerge" => "join",
        "lock" => "lock",
        "unlock" => "lock_open",
        "password" => "key",
        _ => "edit",
    };
}
