using Clinic.Domain.Database;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Clinic.Tests.Patients.Import.ImportTable;

namespace Clinic.Tests.Patients.Import;

public sealed class ImportCardsTests
{
    [Theory, EveryDatabase]
    public async Task A_preview_tells_what_would_be_and_changes_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Read(
            "ФИО|Д. р.|Тел.|Почта|№ амб. карты|Полис ОМС|Пол",
            "ИВАНОВА Мария Петровна|31.01.1980|8 (916) 123-45-67|masha@example.com|1024/19|7777 7777 7777 7777|ж",
            "Петренко Олег|1975-12-05|+7 916 123-45-68|||123456789|м");

        var plan = await clinic.Plan(table);

        Assert.Equal((PatientTableKind.Cards, 1, 0, 1), (plan.Kind, plan.NewCards, plan.FoundCards, plan.Faulty));
        Assert.Equal(["F2 bad-policy"], plan.Errors());
        Assert.Equal(["1 columns-left-out"], plan.Warnings());
        Assert.Equal(0, await clinic.Read(db => db.Patients.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_table_is_saved_with_everything_that_stands_in_it(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var answer = await clinic.Import(Read(
            "ФИО|Д. р.|Тел.|Почта|№ амб. карты|Полис ОМС",
            "ИВАНОВА Мария Петровна|31.01.80|8 (916) 123-45-67|masha@example.com|1024/19|123456789",
            "Петренко Олег|1975-12-05|+7 916 123-45-68"));

        Assert.Equal((2, 0), (answer.Plan!.NewCards, answer.Plan.Faulty));
        var card = await clinic.Read(db => db.Patients.SingleAsync(p => p.Family == "Иванова"));
        Assert.Equal(("Мария", "Петровна", new DateOnly(1980, 1, 31), "+79161234567", "masha@example.com", "1024/19"), (card.Given, card.Middle, card.BirthDate, card.Phone, card.Email, card.CardNumber));
        Assert.Equal("123456789", await clinic.Read(db => db.PatientPolicies.Where(p => p.PatientId == card.Id).Select(p => p.Number).SingleAsync()));
        Assert.Equal(3, await clinic.Read(db => db.Audit.CountAsync(a => a.BatchId == answer.Batch && a.Channel == "import" && a.Actor == "admin")));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_same_file_opens_nothing_twice(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Cards("Иванова|Мария|Петровна|31.01.1980|+7 916 123-45-67|masha@example.com|1", "Петренко|Олег||05.12.1975|+7 916 123-45-68||2");
        await clinic.Import(table);

        var again = await clinic.Plan(table);

        Assert.Equal((0, 2, true), (again.NewCards, again.FoundCards, again.IsEmpty));
        Assert.Null((await clinic.Apply(table, again)).Refusal);
        Assert.Equal(2, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Equal([1, 1], await clinic.Read(db => db.Patients.Select(p => p.Version).ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_card_that_is_there_gets_what_it_lacks_and_keeps_what_it_says(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var card = await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67", number: "7");
        var table = Cards("Иванова-Орлова|Мария|Петровна|31.01.1980|8 916 123-45-67|masha@example.com|8");

        var plan = await clinic.Plan(table);

        Assert.Equal((0, 1, false), (plan.NewCards, plan.FoundCards, plan.IsEmpty));
        Assert.Equal(["A2 card-kept", "G2 card-kept"], plan.Warnings());
        Assert.Contains("«8» – на карте указано иначе: 7", plan.Problems[1].Message(new("ru")));
        Assert.Null((await clinic.Apply(table, plan)).Refusal);
        var saved = await Patients.Cards.Read(clinic, card);
        Assert.Equal(("Иванова", "Петровна", "masha@example.com", "7"), (saved.Family, saved.Middle, saved.Email, saved.CardNumber));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_new_card_beside_one_that_may_be_the_same_persons_is_told(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67", born: new(1980, 1, 31));
        var plan = await clinic.Plan(Cards(
            "Иванова|Мария|Петровна|31.01.1980|+7 916 999-99-99||",
            "Иванова|Мария|Петровна|31.10.1980|+7 916 123-45-67||",
            "Иванов|Пётр||05.06.2015|+7 916 123-45-67||",
            "Орлова|Анна||01.02.1990|+7 916 111-11-11||",
            "Орлова|Анна||02.01.1990|+7 916 111-11-11||"));

        Assert.Equal(["A2 similar-card", "A3 similar-card", "A6 similar-row"], plan.Warnings());
        Assert.Contains("Иванова Мария", plan.Problems[0].Message(new("ru")));
        Assert.Contains("что в строке 5, только записан иначе", plan.Problems[2].Message(new("ru")));
        Assert.Equal((5, 0), (plan.NewCards, plan.Faulty));
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_every_row_is_told_where_it_stands(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Patients.Cards.Open(clinic, "Сидорова", "+7 916 000-00-09", number: "9");
        var plan = await clinic.Plan(Cards(
            "Иванова|Мария||31.02.1980|12345|no at|",
            "|Мария||31.01.1980|+7 916 123-45-67||",
            "=1+1|<script>||01.01.2077|+7 916 123-45-67||",
            "Орлова|Анна|||+7 916 123-45-60||",
            "Белова|Анна||31.01.1980|+7 916 123-45-61||9",
            "Чёрная|Анна||31.01.1980|+7 916 123-45-62||5",
            "Серая|Анна||31.01.1980|+7 916 123-45-63||5",
            "Чёрная|Анна||31.01.1980|+7 916 123-45-62||5",
            $"{new string('Ы', 10_000)}|Анна||31.01.1980|+7 916 123-45-64||"));

        Assert.Equal(
            [
                "D2 bad-date", "E2 bad-phone", "F2 bad-email", "A3 required", "A4 bad-characters", "B4 bad-characters", "D4 bad-date", "D5 required",
                "G6 card-number-taken", "G8 card-number-taken", "A10 too-long",
            ],
            plan.Errors());
        Assert.Equal(["9 repeated-row"], plan.Warnings());
        Assert.Equal((1, 7, 1), (plan.NewCards, plan.Faulty, plan.Repeated));
    }

    [Theory, EveryDatabase]
    public async Task A_row_at_fault_refuses_all_or_only_itself(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Cards("Иванова|Мария||31.01.1980|+7 916 123-45-67||", "Орлова|Анна||31.01.1980|12||");
        var plan = await clinic.Plan(table);

        Assert.Equal(ProblemCodes.Invalid, (await clinic.Apply(table, plan)).Refusal?.Code);
        Assert.Equal(0, await clinic.Read(db => db.Patients.CountAsync()));

        Assert.Null((await clinic.Apply(table, plan, onlyGood: true)).Refusal);
        Assert.Equal(["Иванова"], await clinic.Read(db => db.Patients.Select(p => p.Family).ToListAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_card_opened_since_the_preview_refuses_it_and_shows_a_new_one(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Cards("Иванова|Мария||31.01.1980|+7 916 123-45-67||");
        var seen = await clinic.Plan(table);
        await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67");

        var answer = await clinic.Apply(table, seen);

        Assert.Equal(ProblemCodes.VersionMismatch, answer.Refusal?.Code);
        Assert.Equal((0, 1), (answer.Plan!.NewCards, answer.Plan.FoundCards));
        Assert.Null((await clinic.Apply(table, answer.Plan)).Refusal);
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_import_the_same_at_once_nobody_opens_a_card_twice(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Cards([.. Enumerable.Range(10, 40).Select(n => $"Иванова|Мария||31.01.1980|+7 916 123-45-{n}||{n}")]);
        var seen = await clinic.Plan(table);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => clinic.Apply(table, seen))));

        Assert.Equal([null, ProblemCodes.VersionMismatch], answers.Select(a => a.Refusal?.Code).OrderBy(c => c));
        Assert.Equal(40, await clinic.Read(db => db.Patients.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_a_stranger_has_booked_becomes_the_card_s(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booked = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)), TestClinic.Person("Иванова", "+7 916 123-45-67"))).Value!.Id;

        await clinic.Import(Cards("Иванова|Мария||31.01.1980|+7 916 123-45-67||"));

        Assert.NotNull(await clinic.Read(db => db.Bookings.Where(b => b.Id == booked).Select(b => b.PatientId).SingleAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Only_an_administrator_imports(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Cards("Иванова|Мария||31.01.1980|+7 916 123-45-67||");
        var seen = await clinic.Plan(table);

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<PlanPatientImport>().Run(table, clinic.Site, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ApplyPatientImport>().Run(new(table, seen, false), TestClinic.Registrar, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(0, await clinic.Read(db => db.Patients.CountAsync()));
    }
}
