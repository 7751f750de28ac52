using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Clinic.Domain.Codes;

/// <summary>Sends the codes that are asked for, and forgets those of yesterday. Somebody waits in front of a form: it is tried again at once, and not for long.</summary>
public sealed partial class SendCodes(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, HostSettings settings, TimeProvider clock, ILogger<SendCodes> log)
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a conversation with a mail server lasts: whoever claimed a code and died had it for so long.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // As long as an hour is counted.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Answers how many were sent; none where no mail server is named.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        if (settings.Mail is not { } mail)
        {
            return 0;
        }

        var sent = 0;
        await using var connection = new SmtpConnection(mail, Patience);
        foreach (var code in await Due(cancel))
        {
            if (!await Mark(code, c => c.DueAt == code.DueAt, clock.GetUtcNow().UtcDateTime + Lease, cancel))
            {
                continue;
            }

            try
            {
                var letter = await Letter(code, cancel);
                await connection.Send(letter.To, MimeLetter.Write(letter, mail, clock.GetUtcNow().UtcDateTime), cancel);
                sent += await Forget(code, clock.GetUtcNow().UtcDateTime) ? 1 : 0;
            }
            catch (SmtpException error) when (error.Scope == SmtpScope.Recipient)
            {
                await Forget(code, null);
            }
            catch (SmtpException error)
            {
                await Mark(code, c => c.SentAt == null, clock.GetUtcNow().UtcDateTime + Pause, CancellationToken.None);
                if (error.Scope == SmtpScope.Server)
                {
                    LogServer(mail.Host, error.Fault);
                    break;
                }
            }
        }

        return sent;
    }

    /// <summary>Answers how many were forgotten.</summary>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var old = clock.GetUtcNow().UtcDateTime - Kept;
        var swept = await factory.Transact<int>(async (db, token) => await db.ContactCodes.Where(c => c.ExpiresAt < old).ExecuteDeleteAsync(token), cancel);
        return swept.Value;
    }

    private async Task<List<ContactCode>> Due(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.ContactCodes.Where(c => c.ExpiresAt > now && c.SentAt == null && c.Email != null && c.DueAt <= now).OrderBy(c => c.CreatedAt).Take(AtOnce).ToListAsync(cancel);
    }

    private async Task<CodeLetter> Letter(ContactCode code, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var clinic = await db.Profile.Select(p => p.Name).SingleAsync(cancel);
        return new(code.Id, SmtpConnection.Address(code.Email!), code.Language, clinic, ContactCode.Of(code.Id, await keys.Get(InstallationKeys.Visitors, cancel)));
    }

    private async Task<bool> Mark(ContactCode code, System.Linq.Expressions.Expression<Func<ContactCode, bool>> still, DateTime due, CancellationToken cancel)
    {
        var marked = await factory.Transact<int>(
            async (db, token) => await db.ContactCodes.Where(c => c.Id == code.Id).Where(still).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, due), token), cancel);
        return marked.Value > 0;
    }

    // What has been said to the mail server is marked even while the program stops.
    private async Task<bool> Forget(ContactCode code, DateTime? sentAt)
    {
        var marked = await factory.Transact<int>(
            async (db, token) => await db.ContactCodes.Where(c => c.Id == code.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.SentAt, sentAt).SetProperty(c => c.Email, (string?)null), token),
            CancellationToken.None);
        return marked.Value > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the mail server {Host} takes no codes: {Fault}")]
    private partial void LogServer(string host, string fault);
}
