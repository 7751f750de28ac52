namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The letters under the day numbers.</summary>
internal static class Weekdays
{
    private static readonly string[] Words =
    [
        "пн|понед|понедельник|mon|mo|monday|lun|lu|lundi",
        "вт|вторник|tue|tu|tues|tuesday|mar|ma|mardi",
        "ср|среда|wed|we|wednesday|mer|me|mercredi",
        "чт|четв|четверг|thu|th|thur|thurs|thursday|jeu|je|jeudi",
        "пт|пятн|пятница|fri|fr|friday|ven|ve|vendredi",
        "сб|суб|субб|суббота|sat|sa|saturday|sam|samedi",
        "вс|воскр|воскресенье|sun|su|sunday|dim|di|dimanche",
    ];

    private static readonly Dictionary<string, DayOfWeek> Days = Words
        .SelectMany((words, day) => words.Split('|').Select(word => (Key: CellText.Fold(word), Day: (DayOfWeek)((day + 1) % 7))))
        .ToDictionary(pair => pair.Key, pair => pair.Day);

    public static DayOfWeek? Find(string text) =>
        Days.TryGetValue(CellText.Fold(text).Trim('.', '(', ')', ' '), out var day) ? day : null;

    /// <summary>Also true for a single letter, which names a weekday but not a certain one.</summary>
    public static bool IsWeekday(string text) =>
        Find(text) is not null || (CellText.Fold(text).Trim('.') is [var letter] && char.IsLetter(letter));
}
