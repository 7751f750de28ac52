using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Clinic.Tests.Patients.Import.ImportTable;

namespace Clinic.Tests.Patients.Import;

public sealed class ImportVisitsTests
{
    [Theory, EveryDatabase]
    public async Task Visits_are_booked_with_their_cards_and_nobody_gets_a_letter(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var card = await Patients.Cards.Open(clinic, "Сидорова", "+7 916 000-00-09");
        var table = Read(
            "ФИО|Дата рождения|Телефон|E-mail|Врач|Дата|Время|Услуга|Филиал|Оплата|Полис ОМС|Комментарий",
            "Иванова Мария|31.01.1980|8 916 123-45-67|masha@example.com|Петров Пётр Сергеевич|02.12.2026|9:05|Приём|Главный корпус|ОМС|123456789|После работы — позвонить",
            "Сидорова Мария|31.01.1980|8 916 000-00-09||петров п.с.|2.12.26|10.00",
            "Козлов Игорь|01.02.1990|8 916 000-00-08");

        var plan = await clinic.Plan(table);
        Assert.Equal((PatientTableKind.Visits, 2, 1, 2, 0), (plan.Kind, plan.NewCards, plan.FoundCards, plan.Visits, plan.Faulty));
        Assert.Equal(0, await clinic.Read(db => db.Bookings.CountAsync()));
        var answer = await clinic.Apply(table, plan);

        Assert.Null(answer.Refusal);
        var booked = await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).ToListAsync());
        Assert.Equal([TestClinic.Moscow(2, 9, 5), TestClinic.Moscow(2, 10)], booked.Select(b => b.Start));
        Assert.Equal([PaymentKind.Oms, PaymentKind.SelfPay], booked.Select(b => b.Payment));
        Assert.All(booked, b => Assert.Equal((Channel.Import, "admin", BookingStatus.Booked), (b.Channel, b.CreatedBy, b.Status)));
        Assert.Equal(card, booked[1].PatientId);
        Assert.Equal("После работы — позвонить", await clinic.Read(db => db.BookingNotes.Select(n => n.Text).SingleAsync()));
        Assert.Equal("123456789", await clinic.Read(db => db.BookingCovers.Select(n => n.Policy).SingleAsync()));
        Assert.Equal(0, await clinic.Read(db => db.Set<Message>().CountAsync()));
        Assert.Equal(3, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.DoesNotContain(await clinic.Slots(TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 10)), s => s.Range.Start == TestClinic.Moscow(2, 9));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_same_file_books_nothing_twice(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Import(Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00")));

        // The same, written in another way, and something new.
        var again = Visits(Visit("ИВАНОВА МАРИЯ", "+7 (916) 123 45 67", "2026-12-02", "09:00:00", "Приём||||", "Петров Пётр"), Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:30"));
        var plan = await clinic.Plan(again);

        Assert.Equal((0, 1, 1, 1, 0), (plan.NewCards, plan.FoundCards, plan.Visits, plan.Booked, plan.Faulty));
        Assert.Equal(["F2 booked-already"], plan.Warnings());
        Assert.Null((await clinic.Apply(again, plan)).Refusal);
        Assert.Equal(2, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task What_the_clinic_took_back_is_booked_anew_but_not_what_the_patient_cancelled(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00"), Visit("Орлова Анна", "8 916 123-45-68", "02.12.2026", "10:00"));
        var first = await clinic.Import(table);
        Assert.Equal(2, (await clinic.Get<UndoBatch>().Run(first.Batch, Administrator, CancellationToken.None)).Value);

        await clinic.Import(table);
        var orlova = await clinic.Read(db => db.Bookings.SingleAsync(b => b.Start == TestClinic.Moscow(2, 10) && b.Status == BookingStatus.Booked));
        await clinic.Change(db => db.Bookings.Where(b => b.Id == orlova.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.CancelledByPatient)));
        var plan = await clinic.Plan(table);

        Assert.Equal((0, 2), (plan.Visits, plan.Booked));
        Assert.Equal(["F2 booked-already", "F3 cancelled-visit"], plan.Warnings());
        Assert.Equal(4, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_every_visit_is_told_where_it_stands(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var (gone, far) = (await Patients.Cards.AddDoctor(clinic, "Ушёлов"), new Site { Name = new("Северный"), Address = new("Лесная, 2"), TimeZone = "Europe/Moscow" });
        await clinic.Change(async db =>
        {
            db.Add(far);
            await db.Doctors.Where(d => d.Id == gone).ExecuteUpdateAsync(s => s.SetProperty(d => d.Active, false));
        });
        await Patients.Cards.AddDoctor(clinic, "Двойников");
        await Patients.Cards.AddDoctor(clinic, "Двойников");
        await clinic.AddDoctor("Северов", null, WorkHours.Of("09:00-18:00"), site: far.Id);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)), TestClinic.Person("Козлова", "+7 900 000-00-03"));
        var plan = await clinic.Plan(Visits(
            Row(2, "02.12.2026", "9:00"),
            Row(3, "02.12.2026", "9:32"),
            Row(4, "30.11.2026", "9:00"),
            Row(5, "02.12.2036", "9:00"),
            Row(6, "02.12.2026", "20:00"),
            Row(7, "02.12.2026", "девять"),
            Row(8, "32.12.2026", "9:00"),
            Row(9, "02.12.2026", "9:00", "||||", "Ушёлов П."),
            Row(10, "02.12.2026", "9:00", "||||", "Неизвестный И. И."),
            Row(11, "02.12.2026", "9:00", "||||", "Двойников П. С."),
            Row(12, "02.12.2026", "10:00", "Полёт||||"),
            Row(13, "02.12.2026", "10:00", "|Южный|||"),
            Row(14, "02.12.2026", "10:00", "|Главный корпус|||", "Северов"),
            Row(15, "02.12.2026", "10:00", "||бартер||"),
            Row(16, "02.12.2026", "10:00", "||ОМС||"),
            Row(17, "02.12.2026", "10:00", $"||||{new string('ы', 10_000)}"),
            Row(18, "02.12.2026", "11:00"),
            Row(19, "02.12.2026", "11:15"),
            Visit("Иванова Мария", "8 916 000-00-18", "02.12.2026", "11:00", "|Северный|||", "Северов"),
            Row(18, "02.12.2026", "11:00")));

        Assert.Equal(
            [
                "F2 slot-taken", "F3 five-minutes", "E4 past", "E5 too-far", "F6 outside-roster", "F7 bad-time", "E8 bad-date", "D9 doctor-left", "D10 no-such-doctor", "D11 several-doctors",
                "G12 no-such-visit-type", "H13 no-such-site", "H14 other-site", "I15 unknown-payment", "J16 required", "K17 too-long", "F19 taken-by-row", "F20 patient-in-row",
            ],
            plan.Errors());
        Assert.Equal(["21 repeated-row"], plan.Warnings());
        Assert.Equal((1, 1, 18), (plan.NewCards, plan.Visits, plan.Faulty));

        static string Row(int n, string date, string time, string rest = "||||", string doctor = "Петров П. С.") =>
            Visit("Иванова Мария", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"8 916 000-00-{n:00}"), date, time, rest, doctor);
    }

    [Theory, EveryDatabase]
    public async Task Who_gives_no_date_of_birth_is_known_by_name_and_number_and_booked_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var card = await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67");
        var table = Visits(
            "ИВАНОВА Мария||8 916 123-45-67|Петров П. С.|02.12.2026|9:00|||||",
            "Иванова Мария|31.01.1980|8 916 123-45-67|Петров П. С.|02.12.2026|9:00|||||",
            "Иванова Мария|31.01.1980|8 916 123-45-67|Петров П. С.|03.12.2026|9:00|||||");

        var plan = await clinic.Plan(table);

        Assert.Equal((0, 1, 2, 1), (plan.NewCards, plan.FoundCards, plan.Visits, plan.Repeated));
        Assert.Equal(["3 repeated-row"], plan.Warnings());
        Assert.Null((await clinic.Apply(table, plan)).Refusal);
        Assert.Equal((2, 1), await Counts(clinic));
        Assert.Equal(2, await clinic.Read(db => db.Bookings.CountAsync(b => b.PatientId == card && b.ContactKey == db.Patients.Single().ContactKey)));
        Assert.Equal((2, true), ((await clinic.Plan(table)).Booked, (await clinic.Plan(table)).IsEmpty));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_visit_that_its_patient_cancelled_stays_so_though_the_card_has_a_date_of_birth_since(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Visits("Иванова Мария||8 916 123-45-67|Петров П. С.|02.12.2026|9:00|||||");
        await clinic.Import(table);
        await clinic.Change(async db =>
        {
            await db.Bookings.ExecuteUpdateAsync(s => s.SetProperty(b => b.Status, BookingStatus.CancelledByPatient));
            await db.Patients.ExecuteUpdateAsync(s => s.SetProperty(p => p.BirthDate, new DateOnly(1980, 1, 31)).SetProperty(p => p.ContactKey, 42));
        });

        var plan = await clinic.Plan(table);

        Assert.Equal((0, 0, 1), (plan.NewCards, plan.Visits, plan.Booked));
        Assert.Equal(["F2 cancelled-visit"], plan.Warnings());
    }

    [Theory, EveryDatabase]
    public async Task Of_two_cards_with_one_name_and_number_none_is_guessed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67");
        await Patients.Cards.Open(clinic, "Иванова", "+7 916 123-45-67", born: new(2015, 3, 4));

        var plan = await clinic.Plan(Visits("Иванова Мария||8 916 123-45-67|Петров П. С.|02.12.2026|9:00|||||"));

        Assert.Equal((1, 0, 1), (plan.NewCards, plan.FoundCards, plan.Visits));
        Assert.Equal(["A2 similar-card"], plan.Warnings());
    }

    [Theory, EveryDatabase]
    public async Task A_time_that_the_clocks_skip_is_a_fault(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider, "Europe/Paris");
        await clinic.AddDoctor("Ночная", null, WorkHours.Of("00:00-12:00"));
        var plan = await clinic.Plan(Visits(
            Visit("Иванова Мария", "8 916 000-00-01", "28.03.2027", "2:30", doctor: "Ночная П."),
            Visit("Иванова Мария", "8 916 000-00-01", "28.03.2027", "3:00", doctor: "Ночная П.")));

        Assert.Equal(["F2 skipped-time"], plan.Errors());
        Assert.Equal(new DateTime(2027, 3, 28, 1, 0, 0, DateTimeKind.Utc), plan.Rows[1].Visit!.Value.Start);
    }

    [Theory, EveryDatabase]
    public async Task A_place_taken_since_the_preview_loses_all_and_names_its_row(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00"), Visit("Орлова Анна", "8 916 123-45-68", "02.12.2026", "10:00"));
        var seen = await clinic.Plan(table);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Козлова", "+7 900 000-00-03"));

        var answer = await clinic.Apply(table, seen);

        Assert.Equal(ProblemCodes.Invalid, answer.Refusal?.Code);
        Assert.Equal(["F3 slot-taken"], answer.Plan!.Errors());
        Assert.Equal((1, 0), await Counts(clinic));
    }

    [Theory, EveryDatabase]
    public async Task A_place_taken_since_the_preview_leaves_its_row_out_of_the_good_ones(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var table = Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00"), Visit("Орлова Анна", "8 916 123-45-68", "02.12.2026", "10:00"));
        var seen = await clinic.Plan(table);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Козлова", "+7 900 000-00-03"));

        var answer = await clinic.Apply(table, seen, onlyGood: true);

        Assert.Null(answer.Refusal);
        Assert.Equal((1, 1), (answer.Plan!.Visits, answer.Plan.Faulty));
        Assert.Equal(["F3 slot-taken"], answer.Plan.Errors());
        Assert.Equal((2, 1), await Counts(clinic));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Against_rivals_for_its_times_an_import_saves_all_or_nothing(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var times = Enumerable.Range(0, 8).Select(n => TestClinic.Moscow(2, 9).AddMinutes(30 * n)).ToList();
        var table = Visits([.. times.Select((t, n) => Visit("Иванова Мария", $"8 916 123-45-6{n}", "02.12.2026", t.AddHours(3).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)))]);
        var seen = await clinic.Plan(table);

        var import = Task.Run(() => clinic.Apply(table, seen));
        var rivals = await Task.WhenAll(times.Select((t, n) => Task.Run(() => clinic.Book(clinic.Slot(t), TestClinic.Person("Козлова", $"+7 900 000-00-1{n}")))));
        var answer = await import;

        var won = rivals.Count(r => r.Ok);
        Assert.Equal(answer.Refusal is null ? (8, 0) : (won, 8 - won), (await clinic.Read(db => db.Bookings.CountAsync()), answer.Refusal is null ? won : 8 - won));
        Assert.True(answer.Refusal is null || answer.Plan!.Faulty > 0);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Against_rivals_for_its_times_the_good_rows_stand(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var times = Enumerable.Range(0, 8).Select(n => TestClinic.Moscow(2, 9).AddMinutes(30 * n)).ToList();
        var table = Visits([.. times.Select((t, n) => Visit("Иванова Мария", $"8 916 123-45-6{n}", "02.12.2026", t.AddHours(3).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)))]);
        var seen = await clinic.Plan(table);

        var import = Task.Run(() => clinic.Apply(table, seen, onlyGood: true));
        var rivals = await Task.WhenAll(times.Select((t, n) => Task.Run(() => clinic.Book(clinic.Slot(t), TestClinic.Person("Козлова", $"+7 900 000-00-1{n}")))));
        var answer = await import;

        Assert.Null(answer.Refusal);
        Assert.Equal(8, rivals.Count(r => r.Ok) + answer.Plan!.Visits);
        Assert.Equal(8, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_hold_that_has_ended_is_in_nobody_s_way(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        Assert.True((await clinic.Get<HoldSlot>().Run(clinic.Slot(TestClinic.Moscow(2, 9)), Actor.Stranger, null, CancellationToken.None)).Ok);
        var table = Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00"));
        Assert.Equal(["F2 slot-taken"], (await clinic.Plan(table)).Errors());

        clinic.Clock.Advance(TimeSpan.FromHours(1));
        await clinic.Import(table);

        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_cards_that_became_one_are_one_person(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var kept = await Patients.Cards.Open(clinic, "Иванова", "+7 916 000-00-01");
        var merged = await Patients.Cards.Open(clinic, "Иванова", "+7 916 000-00-02");
        Assert.True((await Patients.Cards.Merge(clinic, kept, merged)).Ok);
        var table = Visits(
            Visit("Иванова Мария", "8 916 000-00-01", "02.12.2026", "9:00", "|||123456789|"), Visit("Иванова Мария Петровна", "8 916 000-00-02", "02.12.2026", "10:00", "|||123456789|"));

        var plan = await clinic.Plan(table);
        Assert.Null((await clinic.Apply(table, plan)).Refusal);

        Assert.Equal((0, 1, 2), (plan.NewCards, plan.FoundCards, plan.Visits));
        Assert.Equal([kept, kept], await clinic.Read(db => db.Bookings.Select(b => b.PatientId!.Value).ToListAsync()));
        Assert.Equal(1, await clinic.Read(db => db.PatientPolicies.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Limits_and_quotas_hold_within_a_file(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(db => db.Profile.ExecuteUpdateAsync(s => s.SetProperty(p => p.MaxActivePerSpecialty, 2)));
        var table = Visits([.. Enumerable.Range(2, 3).Select(day => Visit("Иванова Мария", "8 916 123-45-67", $"0{day}.12.2026", "9:00"))]);

        var plan = await clinic.Plan(table);

        Assert.Equal(["F4 patient-limit"], plan.Errors());
        Assert.Null((await clinic.Apply(table, plan, onlyGood: true)).Refusal);
        Assert.Equal(2, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_preview_takes_as_many_queries_for_many_people_with_limits_as_for_one()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db => db.Profile.ExecuteUpdateAsync(s => s.SetProperty(p => p.MaxActivePerSpecialty, 2).SetProperty(p => p.MaxMinutesPerWeek, 120)));
        var rows = Enumerable.Range(0, 8).Select(n => Visit("Иванова Мария", $"8 916 123-45-0{n}", "02.12.2026", $"{9 + (n / 2)}:{n % 2 * 3}0")).ToArray();

        Assert.Equal(await Queries(rows[0]), await Queries(rows));

        async Task<int> Queries(params string[] some)
        {
            var counter = new QueryCounter(clinic.Database.ConnectionString);
            var plan = await new PlanPatientImport(counter, clinic.Get<InstallationKeys>(), clinic.Clock).Run(Visits(some), clinic.Site, Administrator, CancellationToken.None);
            Assert.Equal(some.Length, plan.Value!.Visits);
            return counter.Count;
        }
    }

    [Fact]
    public async Task What_the_doctor_does_not_offer_is_told_at_the_type()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db =>
        {
            db.Add(new VisitType { Name = new("УЗИ"), Minutes = 30 });
            return Task.CompletedTask;
        });

        Assert.Equal(["G2 type-not-offered"], (await clinic.Plan(Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00", "УЗИ||||")))).Errors());
    }

    [Theory, EveryDatabase]
    public async Task An_import_is_one_batch_that_is_taken_back_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var answer = await clinic.Import(Visits(Visit("Иванова Мария", "8 916 123-45-67", "02.12.2026", "9:00"), Visit("Орлова Анна", "8 916 123-45-68", "02.12.2026", "10:00")));
        var journal = (await clinic.Get<ReadBatchJournal>().Run(answer.Batch, Administrator, CancellationToken.None)).Value!;

        Assert.Equal(4, journal.Steps.Count);
        foreach (var role in new[] { Roles.CallCentre, Roles.Registrar })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<UndoBatch>().Run(answer.Batch, Actor.Of("olga", [role], null), CancellationToken.None)).Problem?.Code);
        }

        Assert.Equal(2, (await clinic.Get<UndoBatch>().Run(answer.Batch, Administrator, CancellationToken.None)).Value);
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(BookingStatus.CancelledByClinic, b.Status));

        // Nobody was told of the visits, and nobody is told that they are off.
        Assert.Empty(await clinic.Read(db => db.Messages.ToListAsync()));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public void A_table_says_which_columns_it_lacks()
    {
        var table = ReadBytes("Фамилия;Имя;Врач;Дата\nИванова;Мария;Петров;02.12.2026"u8.ToArray());
        Assert.True(table is { IsUnusable: true, MayHaveVisits: true });
        Assert.Equal([WorkbookProblemCodes.NoPhoneColumn, WorkbookProblemCodes.NoTimeColumn], table.Problems.Select(p => p.Code));
    }

    private static Task<(int Bookings, int Cards)> Counts(TestClinic clinic) => clinic.Read(async db => (await db.Bookings.CountAsync(), await db.Patients.CountAsync()));
}
