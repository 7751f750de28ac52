using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Availability;

/// <summary>The free slots nearest to one that could not be had: of the same doctor first, then of others who offer the same visit type.</summary>
public sealed class NearestSlots(FindSlots find, TimeProvider clock)
{
    private const int Wanted = 3;
    private const int DaysAround = 14;

    public async Task<IReadOnlyList<Slot>> Run(SlotId missed, bool staff, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var from = missed.Start.AddDays(-DaysAround) < now ? now : missed.Start.AddDays(-DaysAround);
        var to = (missed.Start < now ? now : missed.Start).AddDays(DaysAround);
        var found = await find.Run(new() { VisitType = missed.VisitTypeId, Window = new(from, to), Staff = staff }, cancel);
        return [.. found.Slots
            .Where(s => s.Id != missed)
            .OrderBy(s => s.DoctorId != missed.DoctorId)
            .ThenBy(s => (s.Range.Start - missed.Start).Duration())
            .Take(Wanted)];
    }
}

/// <summary>Registers what availability offers.</summary>
public static class AvailabilityRegistration
{
    public static IServiceCollection AddAvailability(this IServiceCollection services) =>
        services.AddSingleton<FindSlots>().AddSingleton<NearestSlots>();
}
