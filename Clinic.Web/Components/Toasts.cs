using System.Globalization;
using Clinic.Domain.Problems;
using Radzen;

namespace Clinic.Web.Components;

/// <summary>
/// Short messages at the edge of the page. They stay as long as they take to be read, not counting the time in which one has the pointer or the focus:
/// the browser closes them (toasts.js); one with a button stays longer and goes by a clock of its own.
/// </summary>
public static class Toasts
{
    private const double Least = 4000;
    private const double Longer = 9000;
    private const double PerLetter = 60;

    private const double UnlessTheBrowserDoes = 5 * 60 * 1000;

    // Radzen takes a message away by its clock; one with a button goes by its own.
    private const double UntilItsOwnClock = 24 * 60 * 60 * 1000;

    public static void Say(this NotificationService toasts, string text) => toasts.Notify(Toast(NotificationSeverity.Success, text, Reading(text)));

    /// <summary>Why something was refused, in the reader's language.</summary>
    public static void Refused(this NotificationService toasts, Problem problem) => toasts.Warn(problem.Describe());

    public static void Warn(this NotificationService toasts, string text) => toasts.Notify(Toast(NotificationSeverity.Warning, text, Math.Max(Longer, Reading(text))));

    /// <summary>What was done, with a button for what may follow.</summary>
    /// <param name="toasts">Where messages are shown.</param>
    /// <param name="text">What was done.</param>
    /// <param name="verb">On the button.</param>
    /// <param name="title">The button at length.</param>
    /// <param name="close">Name of the button that closes the message.</param>
    /// <param name="act">What the button does.</param>
    public static void Offer(this NotificationService toasts, string text, string verb, string title, string close, Func<Task> act)
    {
        var message = new NotificationMessage { Severity = NotificationSeverity.Success, Duration = UntilItsOwnClock, CloseAriaLabel = close };
        message.SummaryContent = service => builder =>
        {
            builder.OpenComponent<OfferToast>(0);
            builder.AddComponentParameter(1, nameof(OfferToast.Text), text);
            builder.AddComponentParameter(2, nameof(OfferToast.Verb), verb);
            builder.AddComponentParameter(3, nameof(OfferToast.Title), title);
            builder.AddComponentParameter(4, nameof(OfferToast.Milliseconds), Longer + Reading(text));
            builder.AddComponentParameter(5, nameof(OfferToast.Act), act);
            builder.AddComponentParameter(6, nameof(OfferToast.Leave), () => { service.Messages.Remove(message); });
            builder.CloseComponent();
        };

        // One offer at a time: the last action is the one that is taken back.
        toasts.Withdraw();
        toasts.Notify(message);
    }

    /// <summary>Takes the offer away, if one is shown.</summary>
    public static void Withdraw(this NotificationService toasts)
    {
        foreach (var former in toasts.Messages.Where(m => m.SummaryContent is not null).ToList())
        {
            toasts.Messages.Remove(former);
        }
    }

    private static NotificationMessage Toast(NotificationSeverity severity, string text, double time) =>
        new() { Severity = severity, Summary = text, Duration = UnlessTheBrowserDoes, Style = string.Create(CultureInfo.InvariantCulture, $"--toast-time: {time:0}") };

    private static double Reading(string text) => Least + PerLetter * text.Length;
}
