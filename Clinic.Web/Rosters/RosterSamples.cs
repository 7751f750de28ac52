using Clinic.Web.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Web.Rosters;

/// <summary>The sample workbooks of deploy/samples, carried in this assembly.</summary>
public static class RosterSamples
{
    internal const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapRosterSamples(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/rosters/samples/roster-{language}.xlsx", Download).RequireAuthorization(Policies.Rosters);

    private static Results<FileStreamHttpResult, NotFound> Download(string language) =>
        typeof(RosterSamples).Assembly.GetManifestResourceStream($"samples/roster-{language}.xlsx") is { } sample
            ? TypedResults.Stream(sample, Excel, $"roster-{language}.xlsx")
            : TypedResults.NotFound();
}
