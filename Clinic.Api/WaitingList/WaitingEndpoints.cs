using Clinic.Api.Challenges;
using Clinic.Api.Hosting;
using Clinic.Domain.Users;
using Clinic.Domain.WaitingList;

namespace Clinic.Api.WaitingList;

/// <summary>Wishes for a time that is not free.</summary>
public static class WaitingEndpoints
{
    public static void MapWaitingList(this IEndpointRouteBuilder routes) => routes.MapPost("/waiting-list", PostWish).RequireRateLimiting(PublicAccess.Writes).Challenged();

    private static async Task<IResult> PostWish(HttpRequest request, JoinWaitingList join, TimeProvider clock, CancellationToken cancel)
    {
        var key = request.IdempotencyKey();
        if (!key.Ok)
        {
            return key.Problem.Refuse();
        }

        var body = await request.ReadBody<WaitingRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        var wish = body.Value.Read(clock.Tomorrow(), request.Headers.Origin);
        if (!wish.Ok)
        {
            return wish.Problem.Refuse();
        }

        var result = await join.Run(wish.Value.Wish, wish.Value.Agreement, key.Value.Length == 0 ? null : key.Value, Actor.Stranger, cancel);
        return result.Ok ? TypedResults.Created((string?)null, new MadeResource(result.Value)) : result.Problem.Refuse();
    }
}
