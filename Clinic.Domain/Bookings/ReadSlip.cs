using Clinic.Domain.Database;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads what stands on the slip that the patient takes home.</summary>
public sealed class ReadSlip(IDbContextFactory<ClinicDb> factory, ReadVisit read, InstallationKeys keys)
{
    /// <summary>Answers the slip, or <c>forbidden</c>, <c>not-found</c>.</summary>
    public async Task<Result<VisitSlip>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        var visit = await read.Run(id, actor, cancel);
        if (!visit.Ok)
        {
            return visit.Problem;
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var clinic = await db.Profile.Select(p => new { p.Name, p.Phone }).SingleAsync(cancel);
        return new VisitSlip(visit.Value, clinic.Name, visit.Value.Site.Phone ?? clinic.Phone, BookingTokens.Token(await keys.Get(InstallationKeys.Links, cancel), id));
    }
}

/// <summary>A visit with the clinic's name and telephone number and the token of the patient's private link.</summary>
public sealed record VisitSlip(VisitDetails Visit, LocalText Clinic, string? Phone, string Token);
