using Clinic.Api.Availability;
using Clinic.Api.Challenges;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;

namespace Clinic.Api.Bookings;

/// <summary>Short reservations while the patient types.</summary>
public static class HoldEndpoints
{
    // Shorter ones are not random, and two visitors would take one another's time away.
    private const int LeastKey = 16;
    private const int MostKey = 100;

    public static void MapHolds(this IEndpointRouteBuilder routes)
    {
        var holds = routes.MapGroup("/holds").RequireRateLimiting(PublicAccess.Writes);
        holds.MapPost("", PostHold).Accepts<HoldRequest>("application/json").Challenged();
        holds.MapPost("/{id}/extend", PostExtend);
        holds.MapDelete("/{id}", DeleteHold);
        // The same without a preflight, for a page of another origin that is being left.
        holds.MapPost("/{id}/release", DeleteHold);
    }

    private static async Task<IResult> PostHold(HttpRequest request, HoldSlot hold, TimetableCache timetables, HostSettings settings, CancellationToken cancel)
    {
        var body = await request.ReadBody<HoldRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        if (string.IsNullOrEmpty(body.Value.Slot))
        {
            return Problem.Field("/slot", ProblemCodes.Required).Refuse();
        }

        if (!SlotId.TryParse(body.Value.Slot, out var slot))
        {
            return Problem.Field("/slot", ProblemCodes.BadValue).Refuse();
        }

        var key = body.Value.Visitor;
        if (key is not null && !(key.Length is >= LeastKey and <= MostKey && key.All(c => c is >= '!' and <= '~')))
        {
            return Problem.Field("/visitor", ProblemCodes.BadValue).Refuse();
        }

        var limits = settings.ApiLimits;
        var visitor = new Visitor(key, limits.Enabled ? VisitorAddress.Of(request.HttpContext).ToString() : null, limits.Holds);
        var result = await hold.Run(slot, Actor.Stranger, visitor, cancel);
        if (!result.Ok)
        {
            return await result.Problem.At("/slot").Refuse(timetables, cancel);
        }

        return TypedResults.Created((string?)null, HoldResource.Of(result.Value, (await timetables.Current(cancel)).Facts));
    }

    private static async Task<IResult> PostExtend(string id, ExtendHold extend, TimetableCache timetables, CancellationToken cancel)
    {
        if (!HoldId.TryParse(id, null, out var hold))
        {
            return new Problem(ProblemCodes.HoldExpired).Refuse();
        }

        var result = await extend.Run(hold, cancel);
        return result.Ok ? TypedResults.Ok(HoldResource.Of(result.Value, (await timetables.Current(cancel)).Facts)) : result.Problem.Refuse();
    }

    private static async Task<IResult> DeleteHold(string id, ReleaseHold release, CancellationToken cancel)
    {
        if (!HoldId.TryParse(id, null, out var hold))
        {
            return new Problem(ProblemCodes.NotFound).Refuse();
        }

        var result = await release.Run(hold, cancel);
        return result.Ok ? TypedResults.NoContent() : result.Problem.Refuse();
    }

    private sealed record HoldRequest(string? Slot, string? Visitor);

    private sealed record HoldResource(string Id, SlotResource Slot, DateTimeOffset ExpiresAt, bool Extendable)
    {
        internal static HoldResource Of(Hold hold, ClinicFacts facts)
        {
            var writer = SlotWriter.Of(facts);
            var price = facts.Offers[hold.DoctorId].FirstOrDefault(o => o.Type.Id == hold.VisitTypeId)?.Price;
            return new(hold.Id.ToString(), writer.Write(hold.Placement().Slot with { Price = price }), writer.Local(hold.SiteId, hold.ExpiresAt), !hold.Extended);
        }
    }
}
