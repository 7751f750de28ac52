using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class FindPatientsTests
{
    [Theory, EveryDatabase]
    public async Task Finds_by_name_phone_and_birth_date_as_people_say_them(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db => db.AddRange(
            Card("Королёв", "Пётр", "Ильич", "+79161234567", new(1980, 1, 31)),
            Card("Королёва", "Анна", "Петровна", "+79031110000", new(1985, 5, 9)),
            Card("Йорданов", "Илья", null, "+33612345678", new(1980, 1, 31)),
            Card("Римская-Корсакова", "Анна", null, "+79990001122", null)));

        foreach (var (text, expected) in new (string, string[])[]
        {
            ("королев", ["Королёв", "Королёва"]),
            ("КОРОЛЁВА", ["Королёва"]),
            ("королев п", ["Королёв", "Королёва"]),
            ("королев пе и", ["Королёв"]),
            ("илья йорданов", ["Йорданов"]),
            ("анна", ["Королёва", "Римская-Корсакова"]),
            ("римская кор", ["Римская-Корсакова"]),
            ("йор", ["Йорданов"]),
            ("8 916 123-45-67", ["Королёв"]),
            ("9161234567", ["Королёв"]),
            ("45-67", ["Королёв"]),
            ("5678", ["Йорданов"]),
            ("31.01.1980", ["Йорданов", "Королёв"]),
            ("567", []),
            ("к", []),
            ("%_", []),
            ("нет такого", []),
        })
        {
            var found = (await clinic.Get<FindPatients>().Run(text, TestClinic.Registrar, CancellationToken.None)).Value!;
            Assert.Equal((text, string.Join(' ', expected)), (text, string.Join(' ', found.Select(p => p.Name.Family).Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public async Task Answers_twenty_at_most_and_nothing_to_a_doctor()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(async db => db.AddRange(Enumerable.Range(0, 30).Select(i => Card("Иванов", $"Имя{i:00}", null, $"+790000000{i:00}", null))));

        Assert.Equal(FindPatients.Limit, (await clinic.Get<FindPatients>().Run("иван", TestClinic.Registrar, CancellationToken.None)).Value!.Count);
        Assert.False((await clinic.Get<FindPatients>().Run("иван", Actor.Of("d", [Roles.Doctor], clinic.Doctor), CancellationToken.None)).Ok);
    }

    [Theory]
    [InlineData("""SELECT 1 FROM "Patients" WHERE "SearchName" >= 'ИВ' AND "SearchName" < 'ИГ' ORDER BY "SearchName" """, "IX_Patients_SearchName")]
    [InlineData("""SELECT 1 FROM "Patients" WHERE "PhoneReversed" >= '76' AND "PhoneReversed" < '77'""", "IX_Patients_PhoneReversed")]
    [InlineData("""SELECT 1 FROM "Patients" WHERE "BirthDate" = '1980-01-31'""", "IX_Patients_BirthDate")]
    public async Task Each_search_has_an_index(string sql, string index)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var plan = await clinic.Read(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(3));
            }

            return lines;
        });
        Assert.Contains(plan, line => line.Contains(index, StringComparison.Ordinal));
    }

    private static Patient Card(string family, string given, string? middle, string phone, DateOnly? born) => new()
    {
        Family = family,
        Given = given,
        Middle = middle,
        Phone = phone,
        BirthDate = born,
        SearchName = SearchText.Fold(new Domain.Doctors.PersonName(family, given, middle).Full),
        Version = 1,
    };
}
