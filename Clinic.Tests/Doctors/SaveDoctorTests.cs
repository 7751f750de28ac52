using Clinic.Domain;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Doctors;

public sealed class SaveDoctorTests
{
    [Theory, EveryDatabase]
    public async Task Specialties_and_offers_become_what_the_form_says(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var (heart, nerves) = ((await clinic.SaveSpecialty(new("Кардиология"))).Value, (await clinic.SaveSpecialty(new("Неврология"))).Value);
        var (first, second) = ((await clinic.Save(EmptyClinic.Visit())).Value, (await clinic.Save(EmptyClinic.Visit())).Value);
        var doctor = (await clinic.Save(EmptyClinic.Person(first) with { Specialties = [heart] })).Value;

        var answer = await clinic.Save(EmptyClinic.Person() with
        {
            Id = doctor,
            Version = 1,
            Family = "  Римская-Крылова ",
            Specialties = [nerves],
            Offers = [new() { VisitType = second, Minutes = 45, Price = 3100.50m }],
            BookableOnline = false,
        });

        Assert.True(answer.Ok);
        var row = await clinic.Domain.Read(db => db.Doctors.SingleAsync());
        Assert.Equal(("Римская-Крылова", false, true, 2), (row.Family, row.BookableOnline, row.Active, row.Version));
        Assert.Equal(nerves, (await clinic.Domain.Read(db => db.DoctorSpecialties.SingleAsync())).SpecialtyId);
        var offer = await clinic.Domain.Read(db => db.DoctorVisitTypes.SingleAsync());
        Assert.Equal((second, 45, 3100.50m), (offer.VisitTypeId, offer.Minutes, offer.Price));
        Assert.Equal(2, await clinic.Domain.Read(db => db.Changes.CountAsync(c => c.Kind == ChangeKind.Reference && c.DoctorId == doctor)));
        Assert.Equal(2, await clinic.Domain.Read(db => db.Audit.CountAsync(a => a.Entity == nameof(Doctor))));
    }

    [Theory, EveryDatabase]
    public async Task Saving_what_is_there_leaves_no_trace(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var type = (await clinic.Save(EmptyClinic.Visit())).Value;
        var form = EmptyClinic.Person() with { Offers = [new() { VisitType = type, Price = 3100 }] };
        var doctor = (await clinic.Save(form)).Value;
        var traces = await clinic.Domain.Read(db => db.Audit.CountAsync());

        Assert.True((await clinic.Save(form with { Id = doctor, Version = 1 })).Ok);

        Assert.Equal(traces, await clinic.Domain.Read(db => db.Audit.CountAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form with { Id = doctor, Version = 0, Family = "Иной" })).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_forms_saved_at_once_one_wins_with_all_its_offers(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var types = new[] { (await clinic.Save(EmptyClinic.Visit())).Value, (await clinic.Save(EmptyClinic.Visit())).Value };
        var doctor = (await clinic.Save(EmptyClinic.Person())).Value;

        var answers = await Task.WhenAll(types.Select(t => Task.Run(() => clinic.Save(EmptyClinic.Person(t) with { Id = doctor, Version = 1 }))));

        Assert.Single(answers, a => a.Ok);
        Assert.Equal(ProblemCodes.VersionMismatch, answers.Single(a => !a.Ok).Problem?.Code);
        Assert.Equal(1, await clinic.Domain.Read(db => db.DoctorVisitTypes.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Wrong_input_is_refused_by_field(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var type = (await clinic.Save(EmptyClinic.Visit())).Value;

        var answer = await clinic.Save(new DoctorDetails { Family = "", Given = "<b>", Offers = [new() { VisitType = type, Minutes = 7, Price = -1 }] });

        Assert.Equal(
            ["/family required", "/given bad-characters", $"/offers/{type}/minutes out-of-range", $"/offers/{type}/price out-of-range"],
            answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(ProblemCodes.UnknownVisitType, (await clinic.Save(EmptyClinic.Person(new VisitTypeId(999)))).Problem!.Errors.Single().Code);
        Assert.Equal(ProblemCodes.UnknownDoctor, (await clinic.Save(EmptyClinic.Person() with { Id = new(999) })).Problem?.Code);
        Assert.Equal("/specialties", (await clinic.Save(EmptyClinic.Person() with { Specialties = [new(999)] })).Problem!.Errors.Single().Pointer);
    }

    [Fact]
    public async Task Registrars_may_and_doctors_and_the_call_centre_may_not()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        foreach (var actor in new[] { EmptyClinic.Doctor, EmptyClinic.CallCentre, Actor.Stranger })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Save(EmptyClinic.Person(), actor)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Save(EmptyClinic.Visit(), actor)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.SaveSpecialty(new("Хирургия"), actor)).Problem?.Code);
        }

        Assert.True((await clinic.Save(EmptyClinic.Person(), TestClinic.Registrar)).Ok);
    }
}
