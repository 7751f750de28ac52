using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Messages;

/// <summary>Which messages are to be seen.</summary>
public enum MessageFilter
{
    /// <summary>Given up, but for those that nobody need see to.</summary>
    Failed,

    Waiting,
    Sent,

    /// <summary>Changes that nobody could be told of: there is no address.</summary>
    NoAddress,
}

/// <summary>Reads the messages to patients for those who see to them.</summary>
public sealed class ReadMessages(IDbContextFactory<ClinicDb> factory, HostSettings settings)
{
    public const int Most = 200;

    /// <summary>Answers the latest messages, or <c>forbidden</c>.</summary>
    public async Task<Result<MessagePicture>> Run(MessageFilter filter, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ReceivePatients))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var wanted = filter switch
        {
            MessageFilter.Waiting => db.Messages.Where(m => m.SentAt == null && m.GivenUpAt == null).OrderBy(m => m.DueAt),
            MessageFilter.Sent => db.Messages.Where(m => m.SentAt != null).OrderByDescending(m => m.SentAt),
            MessageFilter.NoAddress => db.Messages.Where(m => m.GivenUpAt != null && m.Fault == MessageFaults.NoAddress).OrderByDescending(m => m.GivenUpAt),
            _ => Failed(db).OrderByDescending(m => m.GivenUpAt),
        };
        var rows = await (
            from message in wanted.Take(Most)
            join booking in db.Bookings on message.BookingId equals booking.Id
            join site in db.Sites on booking.SiteId equals site.Id
            join card in db.Patients on booking.PatientId equals card.Id into cards
            from card in cards.DefaultIfEmpty()
            join contact in db.Contacts on booking.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            select new { message, booking, site, card, contact }).ToListAsync(cancel);
        var lines = rows.Select(r => new MessageLine(r.message, r.booking.Code, r.booking.Start, r.site, Person.Of(r.card, r.contact)));
        lines = filter == MessageFilter.Waiting ? lines.OrderBy(l => l.Message.DueAt) : lines.OrderByDescending(l => l.Message.SentAt ?? l.Message.GivenUpAt);
        return new MessagePicture([.. lines], await Failed(db).CountAsync(cancel), settings.Mail is not null);
    }

    /// <summary>Whether there is anything to show: a mail server, or messages that wait for one.</summary>
    public async Task<bool> Any(CancellationToken cancel)
    {
        if (settings.Mail is not null)
        {
            return true;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Messages.AnyAsync(cancel);
    }

    private static IQueryable<Message> Failed(ClinicDb db) =>
        db.Messages.Where(m => m.GivenUpAt != null && m.Fault != MessageFaults.NoAddress && m.Fault != MessageFaults.Superseded && m.Fault != MessageFaults.Past);
}

/// <summary>The messages, how many were given up, and whether any can be sent.</summary>
public sealed record MessagePicture(IReadOnlyList<MessageLine> Lines, int Failed, bool CanSend);

/// <summary>A message with the visit it tells of.</summary>
public sealed record MessageLine(Message Message, string Code, DateTime Start, Site Site, Person? Patient);
