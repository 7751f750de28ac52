using Clinic.Api.Challenges;
using Clinic.Api.Hosting;
using Clinic.Domain.Codes;

namespace Clinic.Api.Codes;

/// <summary>Codes that prove an address, where the clinic asks for them.</summary>
internal static class CodeEndpoints
{
    internal static void MapCodes(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/codes", PostCode).Accepts<EmailRequest>("application/json").RequireRateLimiting(PublicAccess.Writes).Challenged();

    private static async Task<IResult> PostCode(HttpRequest request, AskCode ask, CancellationToken cancel)
    {
        var body = await request.ReadBody<EmailRequest>(cancel);
        if (!body.Ok)
        {
            return body.Problem.Refuse();
        }

        var ticket = await ask.Run(body.Value.Email, cancel);
        return ticket.Ok
            ? TypedResults.Created((string?)null, new CodeResource(ticket.Value.Id.ToString(), new DateTimeOffset(ticket.Value.ExpiresAt, TimeSpan.Zero)))
            : ticket.Problem.Refuse();
    }

    private sealed record EmailRequest(string? Email);

    private sealed record CodeResource(string Id, DateTimeOffset ExpiresAt);
}
