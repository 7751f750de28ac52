using Clinic.Domain.Problems;
using Radzen;

namespace Clinic.Web.Components;

/// <summary>Short messages at the edge of the page.</summary>
public static class Toasts
{
    private const double Brief = 4000;
    private const double Longer = 9000;

    public static void Say(this NotificationService toasts, string text) => toasts.Notify(NotificationSeverity.Success, text, duration: Brief);

    /// <summary>Why something was refused, in the reader's language.</summary>
    public static void Refused(this NotificationService toasts, Problem problem) => toasts.Notify(NotificationSeverity.Warning, problem.Describe(), duration: Longer);
}
