using Clinic.Api.Availability;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Changes;

/// <summary>The change feed for whoever keeps a copy of free times: what to ask for again. Nothing in it is about persons or bookings.</summary>
public static class ChangeEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapChanges(this IEndpointRouteBuilder routes) => routes.MapGet("/changes", ListChanges);

    private static async Task<IResult> ListChanges(
        string? after, string? limit, IDbContextFactory<ClinicDb> factory, TimetableCache timetables, HttpResponse response, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var count = errors.Number("limit", limit, DefaultLimit, MaxLimit);
        if (!ChangeCursor.TryParse(after, out var from) && !string.IsNullOrEmpty(after))
        {
            errors.Add(new("?after", ProblemCodes.BadValue));
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        response.Headers.CacheControl = "no-store";
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (string.IsNullOrEmpty(after))
        {
            return TypedResults.Ok(new ChangeListing([], ChangeCursor.Of(await ChangeLog.Latest(db, cancel)), false));
        }

        var changes = await ChangeLog.Read(db, from, count, cancel);
        var facts = (await timetables.Current(cancel)).Facts;
        var (writer, site) = (SlotWriter.Of(facts), facts.Sites.Values.MinBy(s => s.Id.Value)?.Id);
        return TypedResults.Ok(new ChangeListing(
            [.. changes.Where(c => c.Kind != ChangeKind.Waiting).Select(c => Write(c, writer, site))],
            ChangeCursor.Of(changes.Count == 0 ? from : ChangeLog.Position(changes[^1])),
            changes.Count == count));
    }

    private static ChangeResource Write(Change change, SlotWriter writer, SiteId? site) => new(
        ChangeCursor.Of(ChangeLog.Position(change)),
        change.Kind switch { ChangeKind.Roster => "roster", ChangeKind.Reference => "reference", _ => "slots" },
        change.DoctorId?.ToString(),
        change.From is { } start ? writer.Local(site, start) : null,
        change.To is { } end ? writer.Local(site, end) : null,
        writer.Local(site, change.At));

    /// <param name="Items">The changes, in order.</param>
    /// <param name="Next">Opaque: from where to read on; there always is one.</param>
    /// <param name="More">Whether there is more already.</param>
    private sealed record ChangeListing(IReadOnlyList<ChangeResource> Items, string Next, bool More);

    /// <param name="Cursor">Opaque.</param>
    /// <param name="Kind"><c>slots</c>, <c>roster</c> or <c>reference</c> (doctors, visit types, settings).</param>
    /// <param name="Doctor">Whose; absent for all.</param>
    /// <param name="From">The first instant whose free times may differ; absent for any.</param>
    /// <param name="To">The instant after the last.</param>
    /// <param name="At">When it was written.</param>
    private sealed record ChangeResource(string Cursor, string Kind, string? Doctor, DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset At);
}
