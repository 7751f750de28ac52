using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class SearchCorpusTests
{
    [Theory, EveryDatabase]
    public async Task Whoever_is_meant_is_found_however_it_is_typed(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Fill(clinic);
        foreach (var (text, expected) in new (string, string)[]
        {
            // One letter wrong, missing, too many, in its neighbour's place; at the beginning and in the given name, too.
            ("Иваноа", "Иванова Мария|Иванов Пётр"), ("Ивнова", "Иванова Мария"), ("Ивановва", "Иванова Мария"), ("Ивонова", "Иванова Мария"), ("Иваонва", "Иванова Мария"),
            ("Хванова Мария", "Иванова Мария"), ("иванова мраия", "Иванова Мария"), ("Щербкаов", "Щербаков Семён"), ("Семен Щербков", "Щербаков Семён"),

            // ё and е, the order of the words, a part of a double name.
            ("семён щерб", "Щербаков Семён"), ("Семен", "Щербаков Семён"), ("корсакова", "Римская-Корсакова Анна"), ("королёв", "Королев Илья"),

            // The other keyboard layout, both ways, with the letters on the keys of punctuation; the other script.
            ("Bdfyjdf", "Иванова Мария"), ("bdfyjdf vfhb", "Иванова Мария"), ("Of,frjd", ""), ("Othfrjd", "Щербаков Семён"), ("Oth,frjd", "Щербаков Семён"), ("<j,hjd", "Бобров Юрий"),
            ("Ызшер", "Smith John"), ("Ыьшер", "Smith John"), ("Ivanova", "Иванова Мария"), ("shcherbakov", "Щербаков Семён"), ("Смит", "Smith John"), ("Dubois", "Dubois Élodie"), ("elodie", "Dubois Élodie"),

            // Birth dates.
            ("31.01.1980", "Иванова Мария"), ("31/01/80", "Иванова Мария"), ("310180", "Иванова Мария"), ("31011980", "Иванова Мария"), ("31,01,1980", "Иванова Мария"), ("1980-01-31", "Иванова Мария"), ("31 01 1980", "Иванова Мария"),

            // Numbers of telephones, cards and policies.
            ("+7 916 555-00-01", "Иванова Мария|Иванов Пётр"), ("89165550001", "Иванова Мария|Иванов Пётр"), ("8 916 555 00 02", "Щербаков Семён"), ("0002", "Щербаков Семён"), ("1024/19", "Щербаков Семён"), ("А-77", "Бобров Юрий"), ("а-77", "Бобров Юрий"),
            ("4561261212345467", "Бобров Юрий"), ("4561 2612 1234 5467", "Бобров Юрий"), ("ДМС-5", "Dubois Élodie"),

            // Together, in any order.
            ("иванова 1980", "Иванова Мария"), ("1980 иванова", "Иванова Мария"), ("ивано мар 0001", "Иванова Мария"), ("0001 ив", "Иванова Мария|Иванов Пётр"), ("иванов 0001 2015", "Иванов Пётр"), ("Ивнова 31.01.1980", "Иванова Мария"),
            ("Иваноа 1980", "Иванова Мария"), ("31.01.1980 0001", "Иванова Мария"), ("bdfyjd 2015", "Иванов Пётр"), ("щербаков 0001", ""), ("щербаков 1024/19", "Щербаков Семён"),

            // Nobody.
            ("Кузнецов", ""), ("' OR 1=1 --", ""), ("<script>alert(1)</script>", ""), ("\u202eаворолк", ""), ("🙂🙂", ""), ("\0\0", ""), ("%%%%", ""), ("[[[", ""), ("99.99.9999", ""), ("000000", ""),
        })
        {
            var found = (await clinic.Get<FindPatients>().Run(text, TestClinic.Registrar, CancellationToken.None)).Value!;
            var names = string.Join('|', found.Select(p => $"{p.Name.Family} {p.Name.Given}"));
            Assert.True(Same(expected, names), $"{text}: {names} instead of {expected}");
        }

        await clinic.Get<FindPatients>().Run(new string('я', 10_000), TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<FindPatients>().Run(string.Join(' ', Enumerable.Repeat("ивановб", 2000)), TestClinic.Registrar, CancellationToken.None);
        await clinic.Get<FindPatients>().Run("1" + new string('0', 5000), TestClinic.Registrar, CancellationToken.None);
    }

    [Theory, EveryDatabase]
    public async Task Whole_names_come_before_beginnings_and_who_was_there_last_before_others(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Cards.Open(clinic, "Белова", "+7 916 000-00-01", "Анна");
        await Cards.Open(clinic, "Белов", "+7 916 000-00-02", "Борис");
        var last = await Cards.Open(clinic, "Белов", "+7 916 000-00-03", "Яков");
        await Cards.Book(clinic, last, TestClinic.Moscow(2, 10));

        var found = (await clinic.Get<FindPatients>().Run("белов", TestClinic.Registrar, CancellationToken.None)).Value!;

        Assert.Equal(["Яков", "Борис", "Анна"], found.Select(p => p.Name.Given));
        Assert.Equal(TestClinic.Moscow(2, 10), found[0].LastVisit);
    }

    [Theory, EveryDatabase]
    public async Task A_merged_card_leads_to_the_one_that_was_kept_by_its_old_name_and_number(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var kept = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var merged = await Cards.Open(clinic, "Чернова", "+7 916 000-00-02", number: "55");
        Assert.True((await Cards.Merge(clinic, kept, merged)).Ok);

        foreach (var text in new[] { "чернова", "0002", "55", "белова", "31.01.1980" })
        {
            var found = (await clinic.Get<FindPatients>().Run(text, TestClinic.Registrar, CancellationToken.None)).Value!;
            Assert.Equal((text, (PatientId?)kept), (text, Assert.Single(found).Card));
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_has_the_same_telephone_is_a_family(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var mother = await Cards.Open(clinic, "Белова", "+7 916 000-00-01");
        var child = await Cards.Open(clinic, "Белов", "8 916 000 00 01", "Яков", new(2019, 5, 4));
        await Cards.Open(clinic, "Белов", "+7 916 000-00-02", "Борис");

        Assert.Equal([child], (await clinic.Get<ReadFamily>().Run(mother, TestClinic.Registrar, CancellationToken.None)).Value!.Select(p => p.Card!.Value));
        Assert.Equal([mother], (await clinic.Get<ReadFamily>().Run(child, TestClinic.Registrar, CancellationToken.None)).Value!.Select(p => p.Card!.Value));
    }

    private static bool Same(string expected, string found) => expected.Split('|').Order(StringComparer.Ordinal).SequenceEqual(found.Split('|').Order(StringComparer.Ordinal));

    private static Task Fill(TestClinic clinic) => clinic.Change(async db =>
    {
        var (bobrov, dubois) = (Card("Бобров", "Юрий", "+79165550003", new(1955, 3, 8), "А-77"), Card("Dubois", "Élodie", "+33612345678", new(1990, 7, 14)));
        db.AddRange(
            Card("Иванова", "Мария", "+79165550001", new(1980, 1, 31)), Card("Иванов", "Пётр", "+79165550001", new(2015, 9, 1)),
            Card("Щербаков", "Семён", "+79165550002", new(1971, 12, 5), "1024/19"), bobrov, Card("Королев", "Илья", "+79165550004", new(2001, 2, 3)),
            Card("Римская-Корсакова", "Анна", "+79165550005", null), Card("Smith", "John", "+447911123456", new(1969, 4, 1)), dubois);
        await db.SaveChangesAsync();
        db.Add(new PatientPolicy { Id = Guid.NewGuid(), PatientId = bobrov.Id, Kind = PaymentKind.Oms, Number = "4561261212345467" });
        db.Add(new PatientPolicy { Id = Guid.NewGuid(), PatientId = dubois.Id, Kind = PaymentKind.Vhi, Insurer = "Согласие", Number = "ДМС-5" });
    });

    private static Patient Card(string family, string given, string phone, DateOnly? born, string? number = null) => new()
    {
        Family = family,
        Given = given,
        Phone = phone,
        BirthDate = born,
        CardNumber = number,
        SearchName = SearchText.Fold(new PersonName(family, given).Full),
        Version = 1,
    };
}
