using System.Text.Json;
using Clinic.Domain.Availability;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Domain.WaitingList;

/// <summary>
/// The outsider's way onto the waiting list: the wish, what was typed, consent, audit entry and change commit together. The card is recognised by
/// a hash alone and never shown.
/// </summary>
public sealed class JoinWaitingList(StrangersRequest requests, TimetableCache timetables, HostSettings settings, TimeProvider clock)
{
    private const int MaxComment = 1000;
    private const int FarthestDays = 184;

    /// <summary>
    /// Answers the entry, or the one there is where the same was asked under the same key or within minutes; or <c>forbidden</c>, <c>consent-missing</c>,
    /// <c>rate-limited</c> (the telephone number has several open wishes), <c>idempotency-mismatch</c>, <c>invalid</c> under /doctor, /specialty,
    /// /visitType, /site, /from, /to, /latest or /comment.
    /// </summary>
    /// <param name="wanted">The wish; at most one of each kind, and a contact.</param>
    /// <param name="agreement">Consent.</param>
    /// <param name="key">The caller's idempotency key.</param>
    /// <param name="actor">A stranger.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Guid>> Run(WaitingWish wanted, Agreement agreement, string? key, Actor actor, CancellationToken cancel)
    {
        if (actor.Channel.IsStaff || wanted.Patient is not null || wanted.Contact is not { } contact)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var facts = (await timetables.Current(cancel)).Facts;
        var entry = AddWaitingEntry.Entry(wanted, facts, clock.GetUtcNow().UtcDateTime, actor);
        if (Fault(entry, wanted, facts) is { } fault)
        {
            return fault;
        }

        var over = entry.ToDate.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - clock.GetUtcNow().UtcDateTime;
        var request = new RequestTerms("waiting", settings.ApiLimits.Wishes, over, contact, agreement, key, JsonSerializer.Serialize(new { facts = entry.Facts(), wanted.Comment }));
        return await requests.Run(
            request,
            actor,
            (db, id, row, card, now) =>
            {
                var made = AddWaitingEntry.Entry(wanted, facts, now, actor);
                (made.Id, made.ContactId, made.PatientId) = (id, row, card);
                db.Add(made);
                db.Log(actor, now, "create", made, null);
            },
            cancel);
    }

    private Problem? Fault(WaitingEntry entry, WaitingWish wanted, ClinicFacts facts)
    {
        var today = AddWaitingEntry.Today(facts, clock.GetUtcNow().UtcDateTime);
        var checks = new FieldChecks();
        RequestSubject.Check(checks, facts, entry.SiteId, entry.SpecialtyId, entry.DoctorId, entry.VisitTypeId);
        RequestSubject.Words(checks, "/comment", wanted.Comment, MaxComment);
        if (wanted.Wish.From < today || entry.FromDate > today.AddDays(FarthestDays))
        {
            checks.Add("/from", ProblemCodes.BadDate);
        }

        if (entry.ToDate < entry.FromDate)
        {
            checks.Add("/to", ProblemCodes.FromAfterTo);
        }
        else if (entry.ToDate < today || entry.ToDate > today.AddDays(2 * FarthestDays))
        {
            checks.Add("/to", ProblemCodes.BadDate);
        }

        if (entry.Latest <= entry.Earliest)
        {
            checks.Add("/latest", ProblemCodes.FromAfterTo);
        }

        return checks.Fault;
    }
}
