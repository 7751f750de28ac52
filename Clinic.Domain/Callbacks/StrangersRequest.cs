using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Callbacks;

/// <summary>On which terms a stranger may leave a request.</summary>
/// <param name="Kind">What kind of request; kinds are counted apart.</param>
/// <param name="MaxOpen">How many open ones a telephone number may have.</param>
/// <param name="Longest">How long an open one counts at most.</param>
/// <param name="Contact">Who.</param>
/// <param name="Agreement">Consent.</param>
/// <param name="Key">The caller's idempotency key.</param>
/// <param name="Wanted">The wish as text: the same again within minutes is the same request.</param>
internal sealed record RequestTerms(string Kind, int MaxOpen, TimeSpan Longest, ContactDetails Contact, Agreement Agreement, string? Key, string Wanted);

/// <summary>
/// What every request that a stranger leaves has in common: contact, consent, one of the few places that a telephone number has (its primary key is
/// the limit), and the key against repeats, all in the transaction of the request. Reads no personal data.
/// </summary>
public sealed class StrangersRequest(IDbContextFactory<ClinicDb> factory, BookingTerms terms, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Adds the rows of the request itself: its id, the contact's, the one card with the same hash, the instant.</summary>
    internal delegate void Write(ClinicDb db, Guid id, Guid contact, PatientId? card, DateTime now);

    /// <summary>Answers the request, or the one there is already; or <c>consent-missing</c>, <c>rate-limited</c>, <c>idempotency-mismatch</c>.</summary>
    internal async Task<Result<Guid>> Run(RequestTerms request, Actor actor, Write write, CancellationToken cancel)
    {
        if (await terms.Consent(request.Agreement.Version, request.Agreement.Language, cancel) is not { } consent)
        {
            return new Problem(ProblemCodes.ConsentMissing) { Errors = [new("/consent/version", ProblemCodes.ConsentMissing)] };
        }

        var secret = await keys.Get(InstallationKeys.Contacts, cancel);
        var place = new Claim(ResourceId.Limit(FormattableString.Invariant($"{request.Kind}:{request.Contact.PhoneKey(secret)}")), 0, 1, ProblemCodes.RateLimited) { Capacity = request.MaxOpen };
        return await factory.Contend<Guid>(
            async (db, attempt, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var repeat = RequestKey.Of(request, actor.Channel, secret, now);
                if (await repeat.Earlier(db, token) is { } before)
                {
                    return before;
                }

                var id = Guid.CreateVersion7(now);
                if (await new CellLedger(db, now, attempt).Take([place with { Until = now + request.Longest }], id, null, token) is { } refusal)
                {
                    return refusal;
                }

                var key = request.Contact.Key(secret);
                var contact = Contact.Of(request.Contact, key, now);
                db.Add(contact);
                db.Add(new Consent { Id = Guid.CreateVersion7(now), ContactId = contact.Id, Version = consent.Version, TextHash = consent.Hash, GivenAt = now, Origin = request.Agreement.Origin });
                db.Add(repeat.Done(id, now));
                write(db, id, contact.Id, await Card(db, key, token), now);
                await db.SaveChangesAsync(token);
                return id;
            },
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return await RequestKey.Of(request, actor.Channel, secret, now).Earlier(db, token) is { } before ? before
                    : Refusal.Or<Guid>(await OccupancyClaims.Blocker(db, [place], [], now, token));
            },
            cancel);
    }

    /// <summary>The one card with the hash; null for none or several.</summary>
    private static async Task<PatientId?> Card(ClinicDb db, long key, CancellationToken cancel) =>
        await db.Patients.Where(p => p.ContactKey == key && p.MergedInto == null).OrderBy(p => p.Id).Select(p => p.Id).Take(2).ToListAsync(cancel) is [var only] ? only : null;
}
