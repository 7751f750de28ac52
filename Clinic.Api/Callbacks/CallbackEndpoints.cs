using Clinic.Api.Challenges;
using Clinic.Api.Hosting;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Users;

namespace Clinic.Api.Callbacks;

/// <summary>Requests to be called.</summary>
public static class CallbackEndpoints
{
    public static void MapCallbacks(this IEndpointRouteBuilder routes) => routes.MapPost("/callbacks", PostCallback).RequireRateLimiting(PublicAccess.Writes).Challenged();

    private static async Task<IResult> PostCallback(HttpRequest request, AddCallback add, TimeProvider clock, CancellationToken cancel)
    {
        var key = request.IdempotencyKey();
        if (!key.Ok)
        {
            return key.Problem.Refuse();
        }

        var body = await request.ReadBody<CallbackRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        var wish = body.Value.Read(clock.Tomorrow(), key.Value, request.Headers.Origin);
        if (!wish.Ok)
        {
            return wish.Problem.Refuse();
        }

        var result = await add.Run(wish.Value, Actor.Stranger, cancel);
        return result.Ok ? TypedResults.Created((string?)null, new MadeResource(result.Value)) : result.Problem.Refuse();
    }
}
