using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Messages;

/// <summary>Reads what a message has to say at the moment it is sent, and to whom.</summary>
public sealed class ReadLetter(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, HostSettings settings, TimeProvider clock)
{
    private const string DefaultLanguage = "ru";

    /// <summary>The letter, or the code of <see cref="MessageFaults"/> for which none is to be sent.</summary>
    internal async Task<(Letter? Letter, string? Fault)> Run(Message message, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var found = await (
            from booking in db.Bookings
            join doctor in db.Doctors on booking.DoctorId equals doctor.Id
            join type in db.VisitTypes on booking.VisitTypeId equals type.Id
            join site in db.Sites on booking.SiteId equals site.Id
            where booking.Id == message.BookingId
            select new { booking, doctor, type.ReferralRequired, type.Preparation, site }).SingleAsync(cancel);

        // After the booking was read: whatever changed it before has its message written, too.
        var others = await db.Messages.Where(m => m.BookingId == message.BookingId && m.Id != message.Id).OrderBy(m => m.Sequence).ToListAsync(cancel);
        if (others.Exists(m => m.Sequence > message.Sequence))
        {
            return (null, MessageFaults.Superseded);
        }

        if (found.booking.Start <= clock.GetUtcNow().UtcDateTime)
        {
            return (null, MessageFaults.Past);
        }

        if (await Addressee.Of(db, found.booking, cancel) is not { } to)
        {
            return (null, MessageFaults.NoAddress);
        }

        // Whoever never heard of the booking does not hear of its move.
        var kind = message.Kind == MessageKind.Moved && !others.Exists(m => m.SentAt is not null) ? MessageKind.Booked : message.Kind;
        var language = others.Select(m => m.Language).Prepend(message.Language).FirstOrDefault(l => l.Length > 0) ?? DefaultLanguage;
        var clinic = await db.Profile.Select(p => new { p.Name, p.Phone }).SingleAsync(cancel);
        var token = BookingTokens.Token(await keys.Get(InstallationKeys.Links, cancel), found.booking.Id);
        return (new Letter(message.Id, kind, found.booking, found.site, found.doctor.Name, to, language)
        {
            Clinic = clinic.Name,
            Phone = found.site.Phone ?? clinic.Phone,
            Link = settings.VisitLink(token, language),
            Sequence = message.Sequence,
            Referral = found.ReferralRequired,
            Preparation = found.Preparation,
        }, null);
    }
}
