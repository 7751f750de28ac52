using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Availability;

/// <summary>
/// The free slots nearest to one that could not be had: of the same doctor first, then of others of the same specialty
/// who offer the same visit type. A visit type may belong to all: a surgeon's first visit is no alternative to a paediatrician's.
/// </summary>
public sealed class NearestSlots(IDbContextFactory<ClinicDb> factory, FindSlots find, TimeProvider clock)
{
    private const int Wanted = 3;
    private const int DaysAround = 14;

    // Where a fortnight is full: a lone specialist may be booked for weeks.
    private const int DaysAtMost = 90;

    public async Task<IReadOnlyList<Slot>> Run(SlotId missed, bool staff, CancellationToken cancel)
    {
        var colleagues = await Colleagues(missed.DoctorId, cancel);
        var near = await Within(DaysAround, missed, colleagues, staff, cancel);
        return near.Count == Wanted ? near : await Within(DaysAtMost, missed, colleagues, staff, cancel);
    }

    private async Task<IReadOnlyList<Slot>> Within(int days, SlotId missed, HashSet<DoctorId> colleagues, bool staff, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var from = missed.Start.AddDays(-days) < now ? now : missed.Start.AddDays(-days);
        var to = (missed.Start < now ? now : missed.Start).AddDays(days);
        var found = await find.Run(new() { VisitType = missed.VisitTypeId, Window = new(from, to), Staff = staff }, cancel);
        return [.. found.Slots
            .Where(s => s.Id != missed && (s.DoctorId == missed.DoctorId || colleagues.Contains(s.DoctorId)))
            .OrderBy(s => s.DoctorId != missed.DoctorId)
            .ThenBy(s => (s.Range.Start - missed.Start).Duration())
            .Take(Wanted)];
    }

    /// <summary>Those who share a specialty with the doctor; those without one, where the doctor has none.</summary>
    private async Task<HashSet<DoctorId>> Colleagues(DoctorId doctor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var own = db.DoctorSpecialties.Where(s => s.DoctorId == doctor).Select(s => s.SpecialtyId);
        var colleagues = await own.AnyAsync(cancel)
            ? db.DoctorSpecialties.Where(s => own.Contains(s.SpecialtyId)).Select(s => s.DoctorId)
            : db.Doctors.Where(d => !db.DoctorSpecialties.Any(s => s.DoctorId == d.Id)).Select(d => d.Id);
        return [.. await colleagues.ToListAsync(cancel)];
    }
}

/// <summary>Registers what availability offers.</summary>
public static class AvailabilityRegistration
{
    public static IServiceCollection AddAvailability(this IServiceCollection services) =>
        services.AddSingleton<TimetableCache>().AddSingleton<FindSlots>().AddSingleton<NearestSlots>();
}
