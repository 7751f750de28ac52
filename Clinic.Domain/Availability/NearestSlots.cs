using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Availability;

/// <summary>
/// The free slots nearest to one that could not be had: of the same doctor first, then of others of the same specialty
/// who offer the same visit type. A visit type may belong to all: a surgeon's first visit is no alternative to a paediatrician's.
/// </summary>
public sealed class NearestSlots(TimetableCache timetables, FindSlots find, TimeProvider clock)
{
    private const int Wanted = 3;
    private const int DaysAround = 14;

    // Where a fortnight is full: a lone specialist may be booked for weeks.
    private const int DaysAtMost = 90;

    public async Task<IReadOnlyList<Slot>> Run(SlotId missed, Channel channel, CancellationToken cancel)
    {
        var colleagues = Colleagues((await timetables.Current(cancel)).Facts, missed.DoctorId);
        var near = await Within(DaysAround, missed, colleagues, channel, cancel);
        return near.Count == Wanted ? near : await Within(DaysAtMost, missed, colleagues, channel, cancel);
    }

    /// <summary>Those who share a specialty with the doctor; those without one, where the doctor has none.</summary>
    internal static HashSet<DoctorId> Colleagues(ClinicFacts facts, DoctorId doctor)
    {
        var own = facts.Specialties[doctor].ToHashSet();
        return [.. facts.Doctors.Keys.Where(d => own.Count == 0 ? !facts.Specialties.Contains(d) : facts.Specialties[d].Any(own.Contains))];
    }

    private async Task<IReadOnlyList<Slot>> Within(int days, SlotId missed, HashSet<DoctorId> colleagues, Channel channel, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var from = missed.Start.AddDays(-days) < now ? now : missed.Start.AddDays(-days);
        var to = (missed.Start < now ? now : missed.Start).AddDays(days);
        var found = await find.Run(new() { VisitType = missed.VisitTypeId, Window = new(from, to), Channel = channel }, cancel);
        return [.. found.Slots
            .Where(s => s.Id != missed && (s.DoctorId == missed.DoctorId || colleagues.Contains(s.DoctorId)))
            .OrderBy(s => s.DoctorId != missed.DoctorId)
            .ThenBy(s => (s.Range.Start - missed.Start).Duration())
            .Take(Wanted)];
    }
}

/// <summary>Registers what availability offers.</summary>
public static class AvailabilityRegistration
{
    public static IServiceCollection AddAvailability(this IServiceCollection services) =>
        services.AddSingleton<TimetableCache>().AddSingleton<FindSlots>().AddSingleton<NearestSlots>().AddSingleton<ExplainTimes>()
            .AddSingleton<ReadWish>().AddSingleton<FindTimes>().AddHostedService<KeepTimetable>();
}
