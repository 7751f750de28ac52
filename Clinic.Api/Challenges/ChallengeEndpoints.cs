using Clinic.Api.Hosting;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Api.Challenges;

/// <summary>Gives challenges out, and asks for solutions where somebody behaves like a robot.</summary>
internal static class ChallengeEndpoints
{
    /// <summary>The header that brings a solution.</summary>
    internal const string Header = "Altcha";

    internal static IServiceCollection AddChallenges(this IServiceCollection services) => services.AddSingleton<ProofOfWork>();

    internal static void MapChallenge(this IEndpointRouteBuilder routes) => routes.MapGet("/challenge", GetChallenge);

    /// <summary>Marks what has its price where it is demanded.</summary>
    internal static TBuilder Challenged<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Priced.Instance);

    /// <summary>Refuses what has its price and comes without, with the challenge to solve. A solution that is not asked for is not used up.</summary>
    internal static void UseChallenges(this WebApplication app, ChallengeDemand demand)
    {
        if (demand == ChallengeDemand.Off)
        {
            return;
        }

        app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<Priced>() is not null && (demand == ChallengeDemand.Always || IsSuspicious(context))
            ? Demand(context, next) : next(context));
    }

    private static async Task<Ok<Challenge>> GetChallenge(ProofOfWork work, HttpResponse response, CancellationToken cancel)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await work.Ask(cancel));
    }

    private static bool IsSuspicious(HttpContext context) => context.RequestServices.GetRequiredService<ApiLimits>().IsSuspicious(context);

    private static async Task Demand(HttpContext context, RequestDelegate next)
    {
        var work = context.RequestServices.GetRequiredService<ProofOfWork>();
        if (context.Request.Headers[Header].ToString() is { Length: > 0 } solution && await work.Accept(solution, context.RequestAborted))
        {
            await next(context);
        }
        else
        {
            await ApiProblems.Write(context, new(ProblemCodes.ChallengeRequired), StatusCodes.Status428PreconditionRequired, null, await work.Ask(context.RequestAborted));
        }
    }

    private sealed class Priced
    {
        internal static readonly Priced Instance = new();
    }
}
