using System.Globalization;
using Clinic.Api.Availability;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Api.Widget;

/// <summary>What the widget needs for its first screen, in one answer out of memory. For the widget alone: partners have <c>/api/v1</c>.</summary>
internal static class StartEndpoints
{
    private const int TimesPerDoctor = 4;
    private const int Days = 31;

    internal static void MapStart(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/start", GetStart).Public().ExcludeFromDescription().Recent();
        routes.MapGet("/w/times", GetTimes).Public().ExcludeFromDescription().Recent();
    }

    private static async Task<Ok<StartResource>> GetStart([AsParameters] StartParameters asked, string? lang, string? of, FindSlots find, TimetableCache timetables, TimeProvider clock, CancellationToken cancel)
    {
        var language = WidgetTexts.Language(lang);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        var query = asked.Query((await timetables.Current(cancel)).Facts);
        var found = await Nearest(query, find, clock, cancel);
        var texts = (of == "clinic-visit" ? WidgetTexts.Visit : WidgetTexts.Booking).In(language);
        return TypedResults.Ok(StartResource.Of(texts, found, query.Site));
    }

    private static async Task<Ok<Listing<SlotResource>>> GetTimes([AsParameters] StartParameters asked, FindSlots find, TimetableCache timetables, TimeProvider clock, CancellationToken cancel)
    {
        var found = await Nearest(asked.Query((await timetables.Current(cancel)).Facts), find, clock, cancel);
        var writer = SlotWriter.Of(found.Facts);
        return TypedResults.Ok(new Listing<SlotResource>([.. found.Slots.Select(writer.Write)]));
    }

    private static ValueTask<FoundSlots> Nearest(SlotQuery query, FindSlots find, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return find.Nearest(query with { Window = new(now, now.AddDays(Days)) }, cancel, TimesPerDoctor);
    }
}

/// <summary>What the widget is set to; what nobody knows is as if it were not set, for a website's old attribute must not close the door.</summary>
internal sealed class StartParameters
{
    public string? Site { get; set; }

    public string? Specialty { get; set; }

    public string? VisitType { get; set; }

    internal SlotQuery Query(ClinicFacts facts) => new SlotQuery
    {
        Site = SiteId.TryParse(Site, null, out var site) ? site : null,
        Specialty = SpecialtyId.TryParse(Specialty, null, out var specialty) ? specialty : null,
        VisitType = VisitTypeId.TryParse(VisitType, null, out var type) ? type : null,
        Window = default,
    }.Known(facts);
}
