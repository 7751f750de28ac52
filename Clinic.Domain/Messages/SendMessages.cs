using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Clinic.Domain.Messages;

/// <summary>
/// Sends the messages that are due. Whoever sends one moves its time ahead first, in one statement that only one can win, so that several processes never send the
/// same; a process that dies between the mail server's last word and the mark sends it once more, under the same Message-ID.
/// </summary>
public sealed partial class SendMessages(IDbContextFactory<ClinicDb> factory, ReadLetter read, HostSettings settings, TimeProvider clock, ILogger<SendMessages> log)
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Longer than any conversation with a mail server may last: whoever claimed the message and died had it for so long.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(24),
    ];

    /// <summary>Answers how many were sent; none where no mail server is named.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        if (settings.Mail is not { } mail)
        {
            return 0;
        }

        var sent = 0;
        await using var connection = new SmtpConnection(mail, Patience);
        foreach (var message in await Due(cancel))
        {
            if (!await Claim(message, cancel))
            {
                continue;
            }

            try
            {
                sent += await Tell(message, mail, connection, cancel) ? 1 : 0;
            }
            catch (SmtpException error)
            {
                await Fail(message, error);
                if (error.Scope == SmtpScope.Server)
                {
                    LogServer(mail.Host, error.Fault);
                    break;
                }
            }
        }

        return sent;
    }

    private async Task<List<Message>> Due(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Messages.Where(m => m.SentAt == null && m.GivenUpAt == null && m.DueAt <= now).OrderBy(m => m.DueAt).ThenBy(m => m.Sequence).Take(AtOnce).ToListAsync(cancel);
    }

    private async Task<bool> Claim(Message message, CancellationToken cancel)
    {
        var (seen, until) = (message.DueAt, clock.GetUtcNow().UtcDateTime + Lease);
        var mine = await Mark(m => m.Id == message.Id && m.DueAt == seen && m.SentAt == null && m.GivenUpAt == null, until, message.Attempts + 1, null, null, message.Fault, cancel);
        (message.DueAt, message.Attempts) = (until, message.Attempts + 1);
        return mine;
    }

    private async Task<bool> Tell(Message message, MailSettings mail, SmtpConnection connection, CancellationToken cancel)
    {
        var (letter, fault) = await read.Run(message, cancel);
        if (letter is null)
        {
            await Finish(message, sent: false, fault);
            return false;
        }

        letter = letter with { To = SmtpConnection.Address(letter.To) };
        await connection.Send(letter.To, MimeLetter.Write(letter, mail, clock.GetUtcNow().UtcDateTime), cancel);
        await Finish(message, sent: true, null);
        return true;
    }

    private Task<bool> Fail(Message message, SmtpException error) => error.Scope == SmtpScope.Recipient || message.Attempts > Pauses.Length
        ? Finish(message, sent: false, error.Fault)
        : Mark(m => m.Id == message.Id && m.SentAt == null, clock.GetUtcNow().UtcDateTime + Pauses[message.Attempts - 1], message.Attempts, null, null, error.Fault, CancellationToken.None);

    // What has been said to the mail server is marked even while the program stops.
    private Task<bool> Finish(Message message, bool sent, string? fault)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Mark(m => m.Id == message.Id, message.DueAt, message.Attempts, sent ? now : null, sent ? null : now, fault, CancellationToken.None);
    }

    private async Task<bool> Mark(
        System.Linq.Expressions.Expression<Func<Message, bool>> which, DateTime due, int attempts, DateTime? sentAt, DateTime? givenUpAt, string? fault, CancellationToken cancel)
    {
        var result = await factory.Transact<int>(
            async (db, token) => await db.Messages.Where(which).ExecuteUpdateAsync(
                s => s.SetProperty(m => m.DueAt, due).SetProperty(m => m.Attempts, attempts).SetProperty(m => m.SentAt, sentAt).SetProperty(m => m.GivenUpAt, givenUpAt).SetProperty(m => m.Fault, fault),
                token),
            cancel);
        return result.Value > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the mail server {Host} takes no messages: {Fault}")]
    private partial void LogServer(string host, string fault);
}
