using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Clinics;

/// <summary>
/// The patients of a city's hospital and their visits of the past ten years: family names as common as in life (the commonest two of a hundred), half of
/// the children under a parent's telephone. The visits of the past have no cells: readings of cards and lists look at none.
/// </summary>
internal static class Crowd
{
    private static readonly string[] Roots =
    [
        "Иван", "Смирн", "Кузнец", "Поп", "Васил", "Петр", "Сокол", "Михайл", "Новик", "Фёдор", "Мороз", "Волк", "Алексе", "Лебед", "Семён", "Егор", "Павл", "Козл", "Степан", "Никола",
        "Орл", "Андре", "Макар", "Никит", "Захар", "Зайц", "Соловь", "Борис", "Яковл", "Григор", "Роман", "Воробь", "Серге", "Кузьм", "Фрол", "Александр", "Дмитри", "Корол", "Гус", "Кисел",
        "Иль", "Максим", "Поляк", "Сорок", "Виноград", "Ковал", "Бел", "Медвед", "Антон", "Тарас", "Жук", "Баран", "Филипп", "Комар", "Давыд", "Беля", "Герасим", "Богдан", "Осип", "Сидор",
        "Матве", "Тит", "Марк", "Мирон", "Крыл", "Кулик", "Карп", "Влас", "Мельник", "Денис", "Гаврил", "Тихон", "Казак", "Афанас", "Данил", "Савел", "Тимоф", "Фом", "Черн", "Абрам", "Мартын",
        "Ефим", "Федот", "Щерб", "Назар", "Калин", "Исаев", "Чернышё", "Быстр", "Маслов", "Родион", "Коновал", "Лазар", "Воронц", "Климент", "Филат", "Пономар", "Голуб", "Кудряв", "Прохор",
    ];

    private static readonly string[] Endings = ["ов", "ев", "ин", "енко", "ский", "цов", "чук", "ников", "ушкин", "ёв", "аков", "онов", "ичев", "ян", "ильин"];
    private static readonly string[] Women = ["Мария", "Анна", "Елена", "Ольга", "Наталья", "Татьяна", "Ирина", "Светлана", "Екатерина", "Юлия", "Дарья", "Алина", "Галина", "Нина", "Людмила", "Вера", "София", "Ксения", "Полина", "Раиса"];
    private static readonly string[] Men = ["Александр", "Сергей", "Дмитрий", "Андрей", "Алексей", "Максим", "Евгений", "Иван", "Михаил", "Артём", "Николай", "Пётр", "Илья", "Егор", "Павел", "Олег", "Юрий", "Виктор", "Глеб", "Семён"];
    private static readonly string[] Fathers = ["Александров", "Сергеев", "Дмитриев", "Андреев", "Алексеев", "Максимов", "Евгеньев", "Иванов", "Михайлов", "Николаев", "Петров", "Павлов", "Олегов", "Юрьев", "Викторов", "Борисов"];

    private const int Asked = 500;

    /// <summary>Writes them and answers some, at random, for questions.</summary>
    public static async Task<IReadOnlyList<Patient>> Put(Place place, Furniture clinic, int patients, int bookings)
    {
        var random = new Random(2026);
        var (some, every) = (new List<Patient>(), Math.Max(1, patients / Asked));
        await using var db = await place.Factory.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await BulkWriter.Write(db, People(patients, random).Select((p, i) =>
        {
            if (i % every == Math.Min(7, every - 1))
            {
                some.Add(p);
            }

            return p;
        }));
        if (db is PostgresClinicDb)
        {
            await Visits(db, clinic, patients, bookings);
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
        }

        return some;
    }

    private static IEnumerable<Patient> People(int count, Random random)
    {
        var families = Roots.SelectMany(_ => Endings, (root, ending) => root + ending).ToList();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var lastPhone = "";
        for (var i = 0; i < count; i++)
        {
            // As in life a few names are common and most are rare.
            var family = families[(int)(families.Count * Math.Pow(random.NextDouble(), 3))];
            var (female, age) = (random.Next(2) == 0, random.Next(90));
            var child = age < 18 && lastPhone.Length > 0 && random.Next(2) == 0;
            lastPhone = child ? lastPhone : string.Create(CultureInfo.InvariantCulture, $"+79{(i * 1_999L + 17) % 1_000_000_000:D9}");
            var name = new PersonName(
                female ? Feminine(family) : family, female ? Women[random.Next(Women.Length)] : Men[random.Next(Men.Length)], Fathers[random.Next(Fathers.Length)] + (female ? "на" : "ич"));
            yield return new()
            {
                Family = name.Family,
                Given = name.Given,
                Middle = name.Middle,
                BirthDate = DateOnly.FromDateTime(now).AddYears(-age).AddDays(-random.Next(365)),
                Phone = lastPhone,
                SearchName = SearchText.Fold(name.Full),
                ContactKey = i + 1,
                CardNumber = i % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{i}/{i % 26}") : null,
                CreatedAt = now.AddDays(-random.Next(3000)),
                Version = 1,
            };
        }
    }

    private static string Feminine(string family) => family.EndsWith("ий", StringComparison.Ordinal) ? $"{family[..^2]}ая" : family.EndsWith('в') || family.EndsWith('н') ? $"{family}а" : family;

    private static async Task Visits(ClinicDb db, Furniture clinic, int patients, int bookings)
    {
        var doctors = string.Join(", ", clinic.Doctors.Select((d, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {d.Value}, {clinic.Rooms[i].Value}, {clinic.TypeOf(i).Value})")));
        var sql = string.Create(CultureInfo.InvariantCulture, $$"""
            SET session_replication_role = replica; SET synchronous_commit = off;
            INSERT INTO "Bookings" ("Id", "Code", "TokenHash", "Status", "SiteId", "DoctorId", "RoomId", "VisitTypeId", "Start", "End", "BufferBefore", "BufferAfter",
                "DoctorParts", "Devices", "Override", "PatientId", "PatientResource", "ContactKey", "Channel", "Payment", "Price", "Version", "CreatedAt", "CreatedBy")
            SELECT md5('visit' || n)::uuid, substr(md5(n::text), 1, 12), md5(n::text) || md5('t' || n), CASE WHEN n % 25 = 0 THEN 'NoShow' ELSE 'Done' END, {{clinic.Site.Id.Value}}, d.id, d.room, d.type,
                start, start + interval '{{Furniture.Minutes}} minutes', 0, 0, '', '', false, p.id, {{Domain.Bookings.ResourceId.Patient(new(0)).Value}} + p.id, p.id, 'registry', 'SelfPay', 2500, 1,
                start - interval '7 days', 'registrar'
            FROM generate_series(0, {{bookings - 1}}) AS n
            CROSS JOIN LATERAL (SELECT 1 + (n * 7919::bigint % {{patients}})::int AS id) AS p
            CROSS JOIN LATERAL (SELECT date_trunc('day', now()) - interval '1 day' - (n / {{clinic.Doctors.Count}}) * interval '{{Furniture.Minutes}} minutes' AS start) AS s
            JOIN (VALUES {{doctors}}) AS d(number, id, room, type) ON d.number = n % {{clinic.Doctors.Count}};
            SET session_replication_role = DEFAULT; SET synchronous_commit = DEFAULT
            """);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 3600);
        await command.ExecuteNonQueryAsync();
    }
}
