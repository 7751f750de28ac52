using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Reports;

/// <summary>What a report can be narrowed to.</summary>
public sealed class ReadReportChoices(IDbContextFactory<ClinicDb> factory)
{
    /// <summary>Answers the choices, or <c>forbidden</c> to all but those who receive patients: a doctor's report is of the own visits anyway.</summary>
    public async Task<Result<ReportChoices>> Run(Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ReceivePatients))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var sites = await db.Sites.OrderBy(s => s.Id).Select(s => new Choice<SiteId, LocalText>(s.Id, s.Name)).ToListAsync(cancel);
        var specialties = await db.Specialties.Select(s => new Choice<SpecialtyId, LocalText>(s.Id, s.Name)).ToListAsync(cancel);
        var doctors = await db.Doctors.Select(d => new Choice<DoctorId, PersonName>(d.Id, new PersonName(d.Family, d.Given, d.Middle))).ToListAsync(cancel);
        return new ReportChoices(
            sites,
            [.. specialties.OrderBy(s => s.Name.ToString(), StringComparer.CurrentCulture)],
            [.. doctors.OrderBy(d => d.Name.Full, StringComparer.CurrentCulture)]);
    }
}

/// <summary>Sites by number, the others by name in the reader's language. Doctors who left are among them: their visits are.</summary>
public sealed record ReportChoices(
    IReadOnlyList<Choice<SiteId, LocalText>> Sites, IReadOnlyList<Choice<SpecialtyId, LocalText>> Specialties, IReadOnlyList<Choice<DoctorId, PersonName>> Doctors);

/// <summary>One of several things to choose from.</summary>
public sealed record Choice<TId, TName>(TId Id, TName Name);
