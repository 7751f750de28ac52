using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Reads a card. The desk reads all of it; a doctor reads that of own patients, and nothing of others in it.</summary>
public sealed class ReadPatientCard(IDbContextFactory<ClinicDb> factory, HostSettings settings)
{
    /// <summary>How many of the latest messages a card shows.</summary>
    public const int Messages = 20;

    private const int Steps = 50;

    /// <summary>Answers the card, for one that was merged the card that was kept; or <c>forbidden</c>, <c>not-found</c>.</summary>
    public async Task<Result<PatientCard>> Run(PatientId id, Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var card = await KeptCards.Of(db, id, cancel);
        if (card is null || !await CardAccess.Allows(db, card.Id, actor, cancel))
        {
            // A doctor does not learn which cards there are.
            return new Problem(actor.Can(Rights.BookForAnyone) ? ProblemCodes.NotFound : ProblemCodes.Forbidden);
        }

        id = card.Id;
        var visits = CardAccess.Visits(db, id, actor);
        var read = new PatientCard
        {
            Card = card,
            Policies = await db.PatientPolicies.Where(p => p.PatientId == id).OrderBy(p => p.CreatedAt).ToListAsync(cancel),
            Notes = await db.PatientNotes.Where(n => n.PatientId == id).OrderByDescending(n => n.CreatedAt).ToListAsync(cancel),
            Messages = await Told(db, visits, cancel),
            CanSend = settings.Mail is not null,
            NoShows = await visits.CountAsync(b => b.Status == BookingStatus.NoShow, cancel),
            Done = await visits.CountAsync(b => b.Status == BookingStatus.Done, cancel),
            TimeZone = await db.Sites.OrderBy(s => s.Id).Select(s => s.TimeZone).FirstOrDefaultAsync(cancel) ?? "UTC",
        };
        if (!actor.Can(Rights.BookForAnyone))
        {
            return read with { Staff = await db.Staff(read.Notes.Select(n => n.CreatedBy), cancel) };
        }

        var all = read with
        {
            MayEdit = true,
            Consents = await CardConsents.Of(db, id).OrderByDescending(c => c.GivenAt).ToListAsync(cancel),
            ConsentVersion = await db.Profile.Select(p => p.ConsentVersion).SingleAsync(cancel),
            Family = await ReadFamily.Of(db, card.Phone, id, cancel),
            Merges = await Merges(db, id, cancel),
            History = await History(db, id, cancel),
        };
        return all with
        {
            Staff = await db.Staff([.. all.Notes.Select(n => n.CreatedBy), .. all.Consents.Select(c => c.TakenBy), .. all.Merges.Select(m => m.By), .. all.History.Select(s => s.Actor)], cancel),
        };
    }

    private static async Task<List<CardMessage>> Told(ClinicDb db, IQueryable<Booking> visits, CancellationToken cancel)
    {
        var rows = await (
            from message in db.Messages
            join booking in visits on message.BookingId equals booking.Id
            join site in db.Sites on booking.SiteId equals site.Id
            orderby message.CreatedAt descending, message.Sequence descending, message.Id
            select new { message, booking.Start, site.TimeZone }).Take(Messages).ToListAsync(cancel);
        return rows.ConvertAll(r => new CardMessage(r.message, r.Start, r.TimeZone));
    }

    private static async Task<List<CardMerge>> Merges(ClinicDb db, PatientId id, CancellationToken cancel)
    {
        var rows = await (
            from merge in db.PatientMerges
            join card in db.Patients on merge.Merged equals card.Id
            where merge.Kept == id && merge.UndoneAt == null
            orderby merge.At descending
            select new { merge, card }).ToListAsync(cancel);
        return rows.ConvertAll(r => new CardMerge(r.merge.Id, r.card.Id, r.card.Name, r.merge.At, r.merge.By));
    }

    private static async Task<List<CardStep>> History(ClinicDb db, PatientId id, CancellationToken cancel)
    {
        var entity = id.ToString();
        var entries = await db.Audit.Where(a => a.Entity == nameof(Patient) && a.EntityId == entity).OrderByDescending(a => a.Id).Take(Steps).ToListAsync(cancel);
        return entries.ConvertAll(e => new CardStep(e.At, e.Actor, e.Action, Fields(e.After)));
    }

    private static List<string> Fields(string? json)
    {
        using var document = json is null ? null : JsonDocument.Parse(json);
        return document is not null && document.RootElement.TryGetProperty("fields", out var fields) ? [.. fields.EnumerateArray().Select(f => f.GetString()!)] : [];
    }
}

/// <summary>Who may read a card, and which of its visits.</summary>
internal static class CardAccess
{
    /// <summary>The desk any; a doctor that of somebody who has or had a visit with the doctor.</summary>
    internal static async Task<bool> Allows(ClinicDb db, PatientId card, Actor actor, CancellationToken cancel) =>
        actor.Can(Rights.BookForAnyone)
        || (actor.Can(Rights.RunOwnVisits) && actor.DoctorId is not null
            && await Visits(db, card, actor).AnyAsync(b => b.Status != BookingStatus.CancelledByPatient && b.Status != BookingStatus.CancelledByClinic, cancel));

    internal static IQueryable<Booking> Visits(ClinicDb db, PatientId card, Actor actor)
    {
        var all = db.Bookings.Where(b => b.PatientId == card);
        if (actor.Can(Rights.BookForAnyone))
        {
            return all;
        }

        var doctor = actor.DoctorId ?? default;
        return all.Where(b => b.DoctorId == doctor);
    }
}
