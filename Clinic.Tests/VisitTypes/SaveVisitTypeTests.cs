using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.VisitTypes;

public sealed class SaveVisitTypeTests
{
    [Theory, EveryDatabase]
    public async Task A_visit_type_is_added_last_and_changed_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var specialty = (await clinic.SaveSpecialty(new("Терапия"))).Value;
        var first = (await clinic.Save(EmptyClinic.Visit())).Value;
        var second = (await clinic.Save(EmptyClinic.Visit() with { Minutes = null, Specialty = specialty, BufferAfter = 10 })).Value;

        var form = VisitTypeDetails.Of(await clinic.Domain.Read(db => db.VisitTypes.SingleAsync(t => t.Id == second)));
        Assert.True((await clinic.Save(form with { Price = 100.50m, BookableOnline = false })).Ok);

        var rows = await clinic.Domain.Read(db => db.VisitTypes.OrderBy(t => t.SortOrder).ToListAsync());
        Assert.Equal([first, second], rows.Select(t => t.Id));
        Assert.Equal((null, specialty, 10, 100.50m, false), (rows[1].Minutes, rows[1].SpecialtyId!.Value, rows[1].BufferAfter, rows[1].Price, rows[1].BookableOnline));
        Assert.Equal(["create", "create", "edit"], await clinic.Domain.Read(db => db.Audit.Where(a => a.Entity == nameof(VisitType)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form)).Problem?.Code);
    }

    [Theory]
    [InlineData(4, 0, "/minutes")]
    [InlineData(33, 0, "/minutes")]
    [InlineData(485, 0, "/minutes")]
    [InlineData(30, 65, "/bufferBefore")]
    [InlineData(30, -5, "/bufferBefore")]
    public async Task Minutes_keep_to_cells_and_bounds(int minutes, int before, string pointer)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);

        var answer = await clinic.Save(EmptyClinic.Visit() with { Minutes = minutes, BufferBefore = before });

        Assert.Equal(pointer, answer.Problem!.Errors.Single().Pointer);
    }
}
