using Clinic.Domain.Availability;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.WaitingList;

/// <summary>Puts a wish on the waiting list, for a card or for somebody who left a name and a telephone number.</summary>
public sealed class AddWaitingEntry(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, InstallationKeys keys, TimeProvider clock)
{
    private const int MaxComment = 1000;

    /// <summary>Answers the entry, or <c>forbidden</c>, <c>not-found</c> (no such card), <c>invalid</c> under /patient, /comment or /to.</summary>
    public async Task<Result<Guid>> Run(WaitingWish wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var facts = (await timetables.Current(cancel)).Facts;
        var entry = Entry(wanted, facts, now, actor);
        var checks = new FieldChecks();
        if (wanted.Patient is null && wanted.Contact is null)
        {
            checks.Add("/patient", ProblemCodes.Required);
        }

        if (entry.Comment?.Length > MaxComment)
        {
            checks.Add("/comment", ProblemCodes.TooLong);
        }

        if (entry.ToDate < entry.FromDate)
        {
            checks.Add("/to", ProblemCodes.FromAfterTo);
        }
        else if (entry.ToDate < Today(facts, now))
        {
            checks.Add("/to", ProblemCodes.BadDate);
        }

        if (checks.Fault is { } fault)
        {
            return fault;
        }

        var secret = await keys.Get(InstallationKeys.Contacts, cancel);
        return await factory.Transact<Guid>(
            async (db, token) =>
            {
                if (wanted.Patient is { } card && !await db.Patients.AnyAsync(p => p.Id == card && p.MergedInto == null, token))
                {
                    return new Problem(ProblemCodes.NotFound);
                }

                if (wanted.Patient is null)
                {
                    await Recognise(db, entry, wanted.Contact!, wanted.Contact!.Key(secret), now, token);
                }

                db.Add(entry);
                db.Log(actor, now, "create", entry, null);
                await db.SaveChangesAsync(token);
                return entry.Id;
            },
            cancel);
    }

    /// <summary>The one card with the same key; else the contact as typed, and no card: waiting is no visit yet.</summary>
    private static async Task Recognise(ClinicDb db, WaitingEntry entry, ContactDetails contact, long key, DateTime now, CancellationToken cancel)
    {
        var cards = await db.Patients.Where(p => p.ContactKey == key && p.MergedInto == null).OrderBy(p => p.Id).Select(p => p.Id).Take(2).ToListAsync(cancel);
        if (cards is [var only])
        {
            entry.PatientId = only;
            return;
        }

        var row = Contact.Of(contact, key, now);
        db.Add(row);
        entry.ContactId = row.Id;
    }

    /// <summary>The wish as an entry, without its patient.</summary>
    internal static WaitingEntry Entry(WaitingWish wanted, ClinicFacts facts, DateTime now, Actor actor)
    {
        var wish = wanted.Wish;
        var from = wish.From ?? Today(facts, now);
        return new()
        {
            Id = Guid.NewGuid(),
            PatientId = wanted.Patient,
            SpecialtyId = Only(wish.Specialties),
            DoctorId = Only(wish.Doctors),
            VisitTypeId = Only(wish.VisitTypes),
            SiteId = Only(wish.Sites),
            DoctorGender = wish.Gender,
            Payment = wish.Payment,
            FromDate = from,
            ToDate = wish.To ?? from.AddDays(facts.Profile.HorizonDays),
            Earliest = wish.Earliest,
            Latest = wish.Latest,
            Comment = string.IsNullOrWhiteSpace(wanted.Comment) ? null : wanted.Comment.Trim(),
            Channel = actor.Channel,
            Status = RequestStatus.Waiting,
            CreatedAt = now,
            CreatedBy = actor.Name,
            Version = 1,
        };
    }

    private static T? Only<T>(IdList<T> ids)
        where T : struct => ids.Count == 1 ? ids.First : null;

    /// <summary>The date at the clinic; where sites have several, the earliest.</summary>
    internal static DateOnly Today(ClinicFacts facts, DateTime now) => facts.Sites.Values.Select(s => s.LocalDate(now)).DefaultIfEmpty(DateOnly.FromDateTime(now)).Min();
}
