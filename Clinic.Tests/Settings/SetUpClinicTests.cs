using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Settings;

public sealed class SetUpClinicTests
{
    [Theory, EveryDatabase]
    public async Task From_an_empty_database_to_a_strangers_booking(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        Assert.False((await Progress(clinic)).Ready);

        Assert.True((await clinic.SetUp(await clinic.Form())).Ok);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        var consent = (await clinic.Publish(await clinic.Wording())).Value!;
        Assert.True((await Progress(clinic)).Ready);
        var type = (await clinic.Save(EmptyClinic.Visit())).Value;
        var doctor = (await clinic.Save(EmptyClinic.Person(type))).Value;
        Assert.True((await Progress(clinic)).Complete);
        await clinic.Work(doctor, site);

        var slots = await clinic.Domain.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0));
        Assert.Equal(6, slots.Count);
        var booked = await clinic.Domain.Get<BookAppointment>().Run(
            new() { Slot = slots[0].Id, Contact = TestClinic.Person(), ConsentVersion = consent, ConsentLanguage = "fr", IdempotencyKey = "first" }, Actor.Stranger, CancellationToken.None);

        Assert.True(booked.Ok);
        Assert.Equal(2500, slots[0].Price);
        await Invariants.Hold(clinic.Domain);
    }

    [Theory, EveryDatabase]
    public async Task A_change_leaves_an_audit_entry_and_a_change_row_and_the_same_again_leaves_nothing(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        Assert.Equal(1, (await clinic.SetUp(await clinic.Form())).Value);

        Assert.Equal(1, (await clinic.SetUp(await clinic.Form())).Value);

        var entry = await clinic.Domain.Read(db => db.Audit.SingleAsync());
        Assert.Equal(("admin", "edit", nameof(ClinicProfile)), (entry.Actor, entry.Action, entry.Entity));
        Assert.NotNull(entry.Before);
        Assert.Equal(ChangeKind.Reference, (await clinic.Domain.Read(db => db.Changes.SingleAsync())).Kind);
        Assert.Equal("+79000000005", (await clinic.Domain.Read(db => db.Profile.SingleAsync())).Phone);
    }

    [Theory, EveryDatabase]
    public async Task Codes_by_mail_are_asked_for_only_where_letters_can_be_sent(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var wanted = await clinic.Form() with { ContactProof = ContactProof.Email };

        var refused = await clinic.SetUp(wanted);
        Assert.Equal([new("/contactProof", ProblemCodes.NoMailServer)], refused.Problem!.Errors);
        Assert.Equal(ContactProof.None, (await clinic.Domain.Read(db => db.Profile.SingleAsync())).ContactProof);

        var withMail = new SetUpClinic(clinic.Domain.Factory, new() { Mail = new("localhost", 25, MailSecurity.None, "booking@clinic.example") }, clinic.Domain.Clock);
        Assert.True((await withMail.Run(wanted, EmptyClinic.Administrator, CancellationToken.None)).Ok);
        Assert.Equal(ContactProof.Email, ClinicDetails.Of(await clinic.Domain.Read(db => db.Profile.SingleAsync())).ContactProof);
        Assert.Contains("\"contactProof\":\"Email\"", (await clinic.Domain.Read(db => db.Audit.SingleAsync())).After, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Limits_per_patient_are_set_and_lifted(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);

        Assert.True((await clinic.SetUp(await clinic.Form() with { MaxActivePerSpecialty = 2, MaxMinutesPerWeek = 120, NoShowMinutes = 15 })).Ok);
        var limited = await clinic.Domain.Read(db => db.Profile.SingleAsync());
        Assert.True((await clinic.SetUp(ClinicDetails.Of(limited) with { MaxActivePerSpecialty = null, MaxMinutesPerWeek = null, NoShowMinutes = null })).Ok);
        var free = await clinic.Domain.Read(db => db.Profile.SingleAsync());

        Assert.Equal((2, 120, 15), (limited.MaxActivePerSpecialty, limited.MaxMinutesPerWeek, limited.NoShowMinutes));
        Assert.Equal((null, null, null), (free.MaxActivePerSpecialty, free.MaxMinutesPerWeek, free.NoShowMinutes));
    }

    [Theory, EveryDatabase]
    public async Task A_stale_form_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var form = await clinic.Form();
        Assert.True((await clinic.SetUp(form)).Ok);

        var stale = await clinic.SetUp(form with { LeadMinutes = 5 });

        Assert.Equal(ProblemCodes.VersionMismatch, stale.Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_forms_saved_at_once_one_wins(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var form = await clinic.Form();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => clinic.SetUp(form with { LeadMinutes = n }))));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(ProblemCodes.VersionMismatch, a.Problem?.Code));
        Assert.Equal(1, await clinic.Domain.Read(db => db.Audit.CountAsync()));
    }

    [Fact]
    public async Task Each_field_at_fault_is_named()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var answer = await clinic.SetUp(new()
        {
            Name = new(" ", "", ""),
            Phone = "call us",
            Currency = "RUR€",
            LeadMinutes = -1,
            HorizonDays = 0,
            CutOffMinutes = 10_081,
            HoldSeconds = 59,
            MaxActivePerSpecialty = 0,
            MaxMinutesPerWeek = 7,
            NoShowMinutes = 500,
        });

        Assert.Equal(
            ["/currency bad-value", "/cutOffMinutes out-of-range", "/holdSeconds out-of-range", "/horizonDays out-of-range", "/leadMinutes out-of-range", "/maxActivePerSpecialty out-of-range", "/maxMinutesPerWeek out-of-range", "/name required", "/noShowMinutes out-of-range", "/phone bad-phone"],
            answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}").Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task A_name_that_fits_the_form_fits_the_database(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var (quotes, letters) = (new string('"', 90), new string('ё', 180));

        var answer = await clinic.SetUp(await clinic.Form() with { Name = new(letters, quotes, letters) });

        Assert.True(answer.Ok);
        Assert.Equal("too-long", (await clinic.SetUp(await clinic.Form() with { Name = new($"{quotes}\"") })).Problem!.Errors.Single().Code);
    }

    [Fact]
    public async Task Only_an_administrator_may()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        foreach (var actor in new[] { TestClinic.Registrar, EmptyClinic.CallCentre, EmptyClinic.Doctor, Actor.Stranger })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.SetUp(await clinic.Form(), actor)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Save(EmptyClinic.Site(), actor)).Problem?.Code);
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Publish(await clinic.Wording(), actor)).Problem?.Code);
        }

        Assert.Equal(0, await clinic.Domain.Read(db => db.Audit.CountAsync()));
    }

    private static Task<SetUpProgress> Progress(EmptyClinic clinic) => clinic.Domain.Read(db => SetUpProgress.Read(db, CancellationToken.None));
}
