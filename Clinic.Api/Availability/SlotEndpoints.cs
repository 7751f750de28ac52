using System.Globalization;
using Clinic.Api.Hosting;
using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Api.Availability;

/// <summary>Free times, computed on each request and never stored.</summary>
public static class SlotEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const int ExplainedDays = 7;

    public static void MapSlots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/slots", ListSlots).Times().Recent();
        routes.MapGet("/slots/nearest", ListNearest).Times().Recent();
        routes.MapGet("/slots/explain", ExplainSlots);
        routes.MapGet("/slots/days", ListDays).Times().Recent();
    }

    private static async Task<IResult> ListSlots(
        [AsParameters] SlotParameters parameters, string? limit, string? after, string? explain, FindSlots find, ExplainTimes reasons, TimeProvider clock, CancellationToken cancel)
    {
        if (explain is not (null or "" or "0" or "false" or "1" or "true"))
        {
            return Problem.Field("?explain", ProblemCodes.BadValue).Refuse();
        }

        if (explain is "1" or "true")
        {
            return await ExplainSlots(parameters, reasons, clock, cancel);
        }

        var errors = new List<FieldError>();
        var query = parameters.Read(errors, clock.GetUtcNow().UtcDateTime);
        var count = errors.Number("limit", limit, DefaultLimit, MaxLimit);
        SlotId? last = SlotId.TryParse(after, out var id) ? id : null;
        if (!string.IsNullOrEmpty(after) && last is null)
        {
            errors.Add(new("?after", ProblemCodes.BadValue));
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        var found = await find.Run(query, cancel);
        var first = last is { } l ? FirstAfter(found.Slots, l) : 0;
        return new SlotListing(found, first, Math.Min(count, found.Slots.Count - first));
    }

    private static async Task<IResult> ListNearest([AsParameters] SlotParameters parameters, FindSlots find, TimeProvider clock, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = parameters.Read(errors, clock.GetUtcNow().UtcDateTime);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        var found = await find.Nearest(query, cancel);
        return new SlotListing(found, 0, found.Slots.Count);
    }

    private static async Task<IResult> ListDays([AsParameters] SlotParameters parameters, FindSlots find, TimeProvider clock, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = parameters.Read(errors, clock.GetUtcNow().UtcDateTime);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        var found = await find.Run(query, cancel);
        var days = found.Slots
            .GroupBy(s => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(s.Range.Start, found.Facts.Rosters.Zone(s.SiteId))))
            .Select(g => new DayResource(g.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), g.Count()))
            .OrderBy(d => d.Date, StringComparer.Ordinal);
        return TypedResults.Ok(new Listing<DayResource>([.. days]));
    }

    private static async Task<IResult> ExplainSlots([AsParameters] SlotParameters parameters, ExplainTimes explain, TimeProvider clock, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = parameters.Read(errors, clock.GetUtcNow().UtcDateTime, ExplainedDays);
        if (query.Doctor is null && errors.Count == 0)
        {
            errors.Add(new("?doctor", ProblemCodes.Required));
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        var explained = await explain.Run(query.Doctor!.Value, query, cancel);
        if (!explained.Ok)
        {
            return explained.Problem.Refuse();
        }

        var (writer, site) = (SlotWriter.Of(explained.Value.Facts), explained.Value.SiteId);
        return TypedResults.Ok(new Listing<StretchResource>([.. explained.Value.Stretches.Select(s => new StretchResource(
            writer.Local(site, s.Range.Start), writer.Local(site, s.Range.End), [.. s.Reasons.Select(r => r.Code).Distinct().Select(c => new ReasonResource(c, Problem.Text(c)))]))]));
    }

    /// <summary>Index of the first slot behind the one of the last page, by start and doctor.</summary>
    private static int FirstAfter(IReadOnlyList<Slot> slots, SlotId last)
    {
        var index = 0;
        while (index < slots.Count && (slots[index].Id.Cell, slots[index].DoctorId.Value).CompareTo((last.Cell, last.DoctorId.Value)) <= 0)
        {
            index++;
        }

        return index;
    }

    /// <summary>A stretch of time; without reasons a visit can begin in it.</summary>
    private sealed record StretchResource(DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<ReasonResource> Reasons);

    /// <summary>Why not: a code and what it means in the reader's language. What only staff may know (whose visit, what rule) is left out.</summary>
    private sealed record ReasonResource(string Code, string Detail);

    /// <summary>A local date of the site and how many slots are free on it.</summary>
    private sealed record DayResource(string Date, int Count);
}
