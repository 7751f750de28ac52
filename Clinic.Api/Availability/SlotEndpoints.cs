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

    public static void MapSlots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/slots", ListSlots).Produces<Listing<SlotResource>>();
        routes.MapGet("/slots/days", ListDays).Produces<Listing<DayResource>>();
    }

    private static async Task<IResult> ListSlots([AsParameters] SlotParameters parameters, string? limit, string? after, FindSlots find, TimeProvider clock, CancellationToken cancel)
    {
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
        var rest = found.Slots.Where(s => last is not { } l || (s.Id.Cell, s.DoctorId.Value).CompareTo((l.Cell, l.DoctorId.Value)) > 0).Take(count + 1).ToList();
        var writer = new SlotWriter(found.Sites, found.Currency);
        return TypedResults.Ok(new Listing<SlotResource>([.. rest.Take(count).Select(writer.Write)], rest.Count > count ? rest[count - 1].Id.ToString() : null));
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
            .GroupBy(s => found.Sites[s.SiteId].LocalDate(s.Range.Start))
            .Select(g => new DayResource(g.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), g.Count()))
            .OrderBy(d => d.Date, StringComparer.Ordinal);
        return TypedResults.Ok(new Listing<DayResource>([.. days]));
    }

    /// <summary>A local date of the site and how many slots are free on it.</summary>
    private sealed record DayResource(string Date, int Count);
}
