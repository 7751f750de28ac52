using System.Text.Json;
using Clinic.Domain.Availability;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Domain.Callbacks;

/// <summary>A stranger asks to be called. Request, contact, consent, audit entry and change commit together.</summary>
public sealed class AddCallback(StrangersRequest requests, TimetableCache timetables, HostSettings settings)
{
    private const int MaxComment = 1000;
    private const int MaxSource = 200;

    // Nobody waits longer to be called; an open one that nobody closes keeps its place no longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>
    /// Answers the request, or the one there is where the same was asked under the same key or within minutes; or <c>forbidden</c>, <c>consent-missing</c>,
    /// <c>rate-limited</c> (the telephone number has several open requests), <c>idempotency-mismatch</c>, <c>invalid</c> under /doctor, /specialty,
    /// /visitType, /site, /comment or /source.
    /// </summary>
    public async Task<Result<Guid>> Run(CallbackWish wish, Actor actor, CancellationToken cancel)
    {
        if (actor.Channel.IsStaff)
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        RequestSubject.Check(checks, (await timetables.Current(cancel)).Facts, wish.Site, wish.Specialty, wish.Doctor, wish.VisitType);
        var comment = RequestSubject.Words(checks, "/comment", wish.Comment, MaxComment);
        var source = RequestSubject.Words(checks, "/source", wish.Source, MaxSource);
        if (checks.Fault is { } fault)
        {
            return fault;
        }

        var request = new RequestTerms("callback", settings.ApiLimits.Callbacks, Longest, wish.Contact, wish.Agreement, wish.IdempotencyKey, JsonSerializer.Serialize(wish with { IdempotencyKey = null }));
        return await requests.Run(
            request,
            actor,
            (db, id, contact, _, now) =>
            {
                var callback = new Callback
                {
                    Id = id,
                    ContactId = contact,
                    SiteId = wish.Site,
                    SpecialtyId = wish.Specialty,
                    DoctorId = wish.Doctor,
                    VisitTypeId = wish.VisitType,
                    CallTime = wish.CallTime,
                    Comment = comment,
                    Source = source,
                    Language = wish.Agreement.Language,
                    Channel = actor.Channel,
                    Status = RequestStatus.Waiting,
                    CreatedAt = now,
                    Version = 1,
                };
                db.Add(callback);
                db.Log(actor, now, "create", callback, null);
            },
            cancel);
    }
}
