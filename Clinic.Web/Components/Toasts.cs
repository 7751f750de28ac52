using Clinic.Domain.Problems;
using Radzen;

namespace Clinic.Web.Components;

/// <summary>
/// Short messages at the edge of the page. The browser closes them when their time is over (toasts.js): it stands still while somebody points at one or
/// has the focus in it.
/// </summary>
public static class Toasts
{
    private const int Brief = 6_000;
    private const int Longer = 12_000;
    private const int ToUndo = 15_000;

    // Where the browser does not, the server does.
    private const double AtMost = 300_000;

    public static void Say(this NotificationService toasts, string text) => toasts.Notify(Toast(NotificationSeverity.Success, text, Brief));

    /// <summary>Why something was refused, in the reader's language.</summary>
    public static void Refused(this NotificationService toasts, Problem problem) => toasts.Notify(Toast(NotificationSeverity.Warning, problem.Describe(), Longer));

    /// <summary>What was done, with a button that takes it back.</summary>
    public static void Undoable(this NotificationService toasts, string text, string button, Func<Task> undo)
    {
        var toast = Toast(NotificationSeverity.Success, "", ToUndo);
        toast.SummaryContent = _ => builder =>
        {
            builder.OpenComponent<ToastUndo>(0);
            builder.AddComponentParameter(1, nameof(ToastUndo.Text), text);
            builder.AddComponentParameter(2, nameof(ToastUndo.Button), button);
            builder.AddComponentParameter(3, nameof(ToastUndo.Run), () =>
            {
                toasts.Messages.Remove(toast);
                return undo();
            });
            builder.CloseComponent();
        };
        toasts.Notify(toast);
    }

    private static NotificationMessage Toast(NotificationSeverity severity, string text, int time) =>
        new() { Severity = severity, Summary = text, Duration = AtMost, Style = $"--toast-time: {time}" };
}
