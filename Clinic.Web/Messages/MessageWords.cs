using Clinic.Domain.Messages;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Messages;

/// <summary>What became of a message, in the reader's words.</summary>
public static class MessageWords
{
    /// <param name="texts">Where the words are.</param>
    /// <param name="message">The message.</param>
    /// <param name="when">Writes an instant.</param>
    public static string State(this IStringLocalizer<MessageTexts> texts, Message message, Func<DateTime, string> when) =>
        message.SentAt is { } sent ? texts["State.Sent", when(sent)]
        : message.GivenUpAt is { } at ? texts["State.GivenUp", when(at)]
        : message.Attempts == 0 ? texts["State.Waiting"]
        : texts["State.Again", when(message.DueAt)];

    /// <summary>Why it was not sent, with the mail server's number where there is one; null for one that was, or that nothing went wrong with.</summary>
    public static string? Why(this IStringLocalizer<MessageTexts> texts, Message message)
    {
        if (message.SentAt is not null || message.Fault is not { } code)
        {
            return null;
        }

        var kind = MessageFaults.Kind(code);
        var words = texts[$"Fault.{kind}"] is { ResourceNotFound: false } known ? known.Value : code;
        return kind == code ? words : $"{words} ({code[(kind.Length + 1)..]})";
    }
}
