using Clinic.Domain.Doctors;

namespace Clinic.Domain.Demo;

/// <summary>Invented people: names of the right generation, family names and patronymics that agree with the sex.</summary>
internal sealed class DemoNames(Random random)
{
    private static readonly string[] Families =
    [
        "Абрамов", "Авдеев", "Белоусов", "Борисов", "Виноградов", "Вишневский", "Власов", "Воронцов", "Гаврилов", "Голубев", "Громов", "Данилов",
        "Добровольский", "Дорофеев", "Ершов", "Жданов", "Журавлёв", "Захаров", "Зимин", "Ильин", "Казаков", "Калинин", "Карпов", "Киселёв",
        "Коваленко", "Комаров", "Крюков", "Лазарев", "Логинов", "Макаров", "Маслов", "Миронов", "Мухин", "Назаров", "Нестеров", "Осипов",
        "Островский", "Панфилов", "Поляков", "Прохоров", "Рогов", "Рябов", "Савин", "Селезнёв", "Сорокин", "Субботин", "Титов", "Третьяков",
        "Уваров", "Филатов", "Фомин", "Хохлов", "Цветков", "Чернов", "Шевченко", "Шестаков", "Щербаков", "Юдин", "Яковлев",
    ];

    private static readonly Generation[] Generations =
    [
        new(0, Words("Артём Матвей Тимофей Мирон Лев Марк Фёдор Савелий Глеб Степан"), Words("София Алиса Варвара Ева Милана Василиса Арина Таисия Кира Агата"),
            Words("Денисович/Денисовна Антонович/Антоновна Романович/Романовна Павлович/Павловна Кириллович/Кирилловна Ильич/Ильинична Максимович/Максимовна")),
        new(18, Words("Никита Кирилл Егор Даниил Илья Максим Артур"), Words("Дарья Полина Алина Кристина Анастасия Мария Вероника"),
            Words("Сергеевич/Сергеевна Андреевич/Андреевна Алексеевич/Алексеевна Дмитриевич/Дмитриевна Игоревич/Игоревна Олегович/Олеговна")),
        new(29, Words("Андрей Сергей Алексей Дмитрий Олег Роман Павел Михаил Владимир Игорь Денис Антон"),
            Words("Елена Ольга Наталья Татьяна Ирина Светлана Марина Юлия Анна Екатерина Оксана Виктория Ксения"),
            Words("Николаевич/Николаевна Владимирович/Владимировна Александрович/Александровна Викторович/Викторовна Юрьевич/Юрьевна Борисович/Борисовна Михайлович/Михайловна")),
        new(58, Words("Виктор Николай Анатолий Геннадий Юрий Валерий Леонид Вячеслав"), Words("Галина Валентина Нина Людмила Тамара Раиса Лидия Надежда"),
            Words("Иванович/Ивановна Петрович/Петровна Васильевич/Васильевна Степанович/Степановна Фёдорович/Фёдоровна Григорьевич/Григорьевна Ильич/Ильинична")),
    ];

    private readonly Queue<string> deck = new();

    /// <summary>A name for somebody of that age and sex.</summary>
    public PersonName Next(bool female, int age) => Next(NextFamily(), female, age);

    /// <summary>The same with a given family name in its masculine form.</summary>
    public PersonName Next(string family, bool female, int age)
    {
        var generation = Generations.Last(g => g.FromAge <= age);
        var given = female ? generation.Women : generation.Men;
        var patronymic = generation.Patronymics[random.Next(generation.Patronymics.Length)].Split('/');
        return new(female ? Feminine(family) : family, given[random.Next(given.Length)], patronymic[female ? 1 : 0]);
    }

    /// <summary>A family name in its masculine form; none comes again before all have come.</summary>
    public string NextFamily()
    {
        if (deck.Count == 0)
        {
            var families = Families.ToArray();
            random.Shuffle(families);
            Array.ForEach(families, deck.Enqueue);
        }

        return deck.Dequeue();
    }

    private static string Feminine(string family) =>
        family.EndsWith("ий", StringComparison.Ordinal) ? $"{family[..^2]}ая"
        : family.EndsWith('в') || family.EndsWith('н') ? $"{family}а"
        : family;

    private static string[] Words(string text) => text.Split(' ');

    private sealed record Generation(int FromAge, string[] Men, string[] Women, string[] Patronymics);
}
