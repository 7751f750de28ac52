using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Who else has the same telephone number: mostly a family, though nobody knows how they are related.</summary>
public sealed class ReadFamily(IDbContextFactory<ClinicDb> factory)
{
    public const int Limit = 12;

    /// <summary>Answers the others, the oldest first; or <c>forbidden</c>.</summary>
    public async Task<Result<IReadOnlyList<Person>>> Run(PatientId card, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Patients.Where(p => p.Id == card).Select(p => p.Phone).FirstOrDefaultAsync(cancel) is { } phone
            ? Result.Of(await Of(db, phone, card, cancel))
            : Array.Empty<Person>();
    }

    internal static async Task<IReadOnlyList<Person>> Of(ClinicDb db, string phone, PatientId? except, CancellationToken cancel)
    {
        var cards = await db.Patients.Where(p => p.Phone == phone && p.Id != except && p.MergedInto == null).OrderBy(p => p.BirthDate).Take(Limit).ToListAsync(cancel);
        var visits = await LastVisits.Of(db, cards.Select(c => c.Id), cancel);
        return [.. cards.Select(c => Person.Of(c) with { LastVisit = visits.TryGetValue(c.Id, out var last) ? last : null })];
    }
}
