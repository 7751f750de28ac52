using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class PatientRulesTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory]
    [InlineData("2008-12-02", null)]
    [InlineData("2008-12-03", ProblemCodes.Age)]
    [InlineData("1966-12-03", null)]
    [InlineData("1965-12-03", null)]
    [InlineData("1965-12-02", ProblemCodes.Age)]
    public async Task Age_counts_in_whole_years_on_the_day_of_the_visit(string born, string? refusal)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => (t.MinAge, t.MaxAge) = (18, 60));

        var result = await clinic.BookAt(clinic.Place(Ten), 1, c => c with { Contact = TestClinic.Person(born: DateOnly.Parse(born, null)) });

        Assert.Equal(refusal, result.Problem?.Code);
        Assert.Equal(refusal is null ? [] : ["/patient/birthDate"], result.Problem?.Errors.Select(e => e.Pointer) ?? []);
    }

    [Theory]
    [InlineData("2008-02-29", "2026-02-28", 17)]
    [InlineData("2008-02-29", "2026-03-01", 18)]
    [InlineData("2008-02-29", "2028-02-29", 20)]
    [InlineData("2007-12-31", "2026-01-01", 18)]
    [InlineData("2008-01-01", "2025-12-31", 17)]
    public void A_birthday_on_29_February_is_on_1_March_of_other_years(string born, string day, int age) =>
        Assert.Equal(age, PatientRules.Age(DateOnly.Parse(born, null), DateOnly.Parse(day, null)));

    [Fact]
    public async Task The_age_is_that_on_the_local_date_of_the_site()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => t.MinAge = 18);

        // 00:30 of 3 December in Moscow is still 2 December in UTC.
        var result = await clinic.BookAt(clinic.Place(TestClinic.Moscow(3, 0, 30)), 1, c => c with { Contact = TestClinic.Person(born: new(2008, 12, 3)) });

        Assert.True(result.Ok, result.Problem?.Code);
    }

    [Fact]
    public async Task A_missing_birth_date_is_asked_for_and_the_card_may_know_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.BookAt(clinic.Place(Ten), 1, c => c with { Contact = TestClinic.Person(born: new(1980, 1, 31)) }, TestClinic.Registrar);
        var card = await clinic.Read(db => db.Patients.Select(p => p.Id).SingleAsync());
        await clinic.Type(t => t.MinAge = 18);
        var ageless = Domain.Patients.ContactDetails.Check(new() { Family = "Иванова", Given = "Мария", Phone = "+7 900 000-00-09" }, new(2026, 12, 1)).Value!;

        var refused = await clinic.BookAt(clinic.Place(Ten.AddHours(1)), 1, c => c with { Contact = ageless });

        Assert.Equal((ProblemCodes.Invalid, "/patient/birthDate", ProblemCodes.Required), (refused.Problem?.Code, refused.Problem!.Errors[0].Pointer, refused.Problem.Errors[0].Code));
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddHours(1)), 1, c => c with { Contact = null, Patient = card }, TestClinic.Registrar)).Ok);
    }

    [Fact]
    public async Task A_referral_is_wanted_kept_and_not_in_the_audit()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => t.ReferralRequired = true);

        var refused = await clinic.BookAt(clinic.Place(Ten), 1);
        var booked = await clinic.BookAt(clinic.Place(Ten), 1, c => c with { Referral = " 77 12-345 " });

        Assert.Equal((ProblemCodes.ReferralRequired, "/referral"), (refused.Problem?.Code, refused.Problem!.Errors[0].Pointer));
        Assert.True(booked.Ok);
        Assert.Equal("7712-345", (await clinic.Read(db => db.BookingCovers.SingleAsync())).Referral);
        Assert.DoesNotContain(await clinic.Read(db => db.Audit.ToListAsync()), a => a.After!.Contains("7712", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_payment_kind_that_is_not_offered_is_refused_at_its_field()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Type(t => t.Payments = PaymentKinds.Vhi | PaymentKinds.Oms);

        var refused = await clinic.BookAt(clinic.Place(Ten), 1);

        Assert.Equal((ProblemCodes.Invalid, "/payment/kind", ProblemCodes.PaymentNotOffered), (refused.Problem?.Code, refused.Problem!.Errors[0].Pointer, refused.Problem.Errors[0].Code));
    }

    [Theory]
    [InlineData("7754 1108 4600 1234", false)]
    [InlineData("1234567812345670", true)]
    [InlineData("1234 5678 1234 5670", true)]
    [InlineData("1234567812345671", false)]
    [InlineData("1234567821345670", false)]
    [InlineData("4992739871600000", false)]
    [InlineData("123456789", true)]
    [InlineData("12345678", false)]
    [InlineData("12345678901234567", false)]
    [InlineData("123456781234567O", false)]
    [InlineData("", false)]
    public async Task The_number_of_a_compulsory_policy_is_checked_by_its_check_digit(string policy, bool valid)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var result = await clinic.BookAt(clinic.Place(Ten), 1, c => c with { Payment = PaymentKind.Oms, Policy = policy });

        Assert.Equal(valid, result.Ok);
        Assert.Equal(valid ? null : "/payment/policy", result.Problem?.Errors[0].Pointer);
        Assert.Equal(valid ? policy.Replace(" ", "", StringComparison.Ordinal) : null, (await clinic.Read(db => db.BookingCovers.SingleOrDefaultAsync()))?.Policy);
    }

    [Theory, EveryDatabase]
    public async Task A_visit_on_voluntary_insurance_waits_for_the_letter_and_occupies_meanwhile(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var bare = await clinic.BookAt(clinic.Place(Ten), 1, c => c with { Payment = PaymentKind.Vhi });
        var waiting = await Insured(clinic, 1, Ten, "same");
        var repeated = await Insured(clinic, 1, Ten, "same");
        var refused = await Insured(clinic, 2, Ten.AddHours(1));
        var rival = await clinic.BookAt(clinic.Place(Ten), 3);

        Assert.Equal(["/payment/insurer", "/payment/policy"], bare.Problem!.Errors.Select(e => e.Pointer));
        Assert.Equal((BookingStatus.Pending, waiting.Value), (waiting.Value!.Status, repeated.Value));
        Assert.Equal(ProblemCodes.SlotTaken, rival.Problem?.Code);
        Assert.Equal(ProblemCodes.WrongStatus, (await clinic.Become(waiting.Value, BookingStatus.Booked)).Problem?.Code);
        Assert.Equal("/letter", (await Answer(clinic, waiting.Value, " ")).Problem?.Errors[0].Pointer);
        Assert.Equal(BookingStatus.Booked, (await Answer(clinic, waiting.Value, "ГП-17/5")).Value!.Status);
        Assert.Equal(ProblemCodes.WrongStatus, (await Answer(clinic, waiting.Value, "ГП-17/5")).Problem?.Code);
        Assert.Equal(BookingStatus.CancelledByClinic, (await Answer(clinic, refused.Value!, null)).Value!.Status);
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddHours(1)), 3)).Ok);
        var cover = await clinic.Read(db => db.BookingCovers.SingleAsync(c => c.BookingId == waiting.Value.Id));
        Assert.Equal(("СОГАЗ", "1234-5", "ГП-17/5"), (cover.Insurer, cover.Policy, cover.GuaranteeLetter));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_refusal_of_the_insurer_that_was_pressed_by_mistake_is_taken_back_and_the_visit_waits_on(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var waiting = (await Insured(clinic, 1, Ten)).Value!;
        var actor = TestClinic.Registrar with { Batch = Guid.NewGuid() };
        Assert.True((await clinic.Get<RecordGuarantee>().Run(waiting.Id, null, null, actor, HandMade.Cancel)).Ok);

        var undone = await clinic.Undo(actor.Batch!.Value);

        Assert.True(undone.Ok, undone.Problem?.Code);
        Assert.Equal(BookingStatus.Pending, await clinic.Read(db => db.Bookings.Select(b => b.Status).SingleAsync()));
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.BookAt(clinic.Place(Ten), 3)).Problem?.Code);
        Assert.Equal(BookingStatus.Booked, (await Answer(clinic, waiting, "ГП-17/5")).Value!.Status);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task The_insurers_answer_is_for_those_who_book_for_anyone()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var waiting = (await Insured(clinic, 1, Ten)).Value!;
        var doctor = Actor.Of("d", [Roles.Doctor], clinic.Doctor);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<RecordGuarantee>().Run(waiting.Id, "1", null, doctor, HandMade.Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Get<RecordGuarantee>().Run(waiting.Id, "1", 7, TestClinic.Registrar, HandMade.Cancel)).Problem?.Code);
    }

    private static Task<Domain.Result<BookingReceipt>> Insured(TestClinic clinic, int person, DateTime start, string? key = null) =>
        clinic.BookAt(clinic.Place(start, room: clinic.Room), person, c => c with { Payment = PaymentKind.Vhi, Insurer = "СОГАЗ", Policy = "1234 -5", IdempotencyKey = key ?? c.IdempotencyKey });

    private static Task<Domain.Result<Booking>> Answer(TestClinic clinic, BookingReceipt booked, string? letter) =>
        clinic.Get<RecordGuarantee>().Run(booked.Id, letter, null, TestClinic.Registrar, HandMade.Cancel);
}
