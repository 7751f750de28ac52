using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Demo;

/// <summary>Who works when. Nobody shares a room at the same time: room-mates work other halves of the day or other dates.</summary>
internal sealed class DemoRosters(DateOnly today, Site site, IReadOnlyList<DemoDoctor> doctors, IReadOnlyList<Room> rooms)
{
    private const string Morning = "08:00-11:00,11:30-14:00";
    private const string Evening = "14:00-17:00,17:30-20:00";
    private const string Midday = "09:00-12:00,12:30-15:00";
    private const int WeeksBack = 4;

    /// <summary>Public holidays in Russia as month, day, days closed and name.</summary>
    private static readonly (int Month, int Day, int Days, string Name)[] Holidays =
    [
        (1, 1, 2, "Новый год"), (2, 23, 1, "День защитника Отечества"), (3, 8, 1, "Международный женский день"), (5, 1, 1, "Праздник Весны и Труда"),
        (5, 9, 1, "День Победы"), (6, 12, 1, "День России"), (11, 4, 1, "День народного единства"),
    ];

    public IReadOnlyList<RosterLine> Lines() =>
    [
        // Even dates in the morning, odd dates in the evening, the room-mate the other way round.
        Line("Соколова", RosterPattern.OnEvenDates("12345"), Morning),
        Line("Соколова", RosterPattern.OnOddDates("12345"), Evening),
        Line("Орлов", RosterPattern.OnOddDates("123456"), Morning),
        Line("Орлов", RosterPattern.OnEvenDates("12345"), Evening),
        Line("Гусева", RosterPattern.Rotating(today, 2, 2), "08:00-12:00,12:30-14:30"),
        Line("Шарипова", RosterPattern.EverySecondWeek(today, "1357"), "15:00-20:00"),
        Line("Шарипова", RosterPattern.EverySecondWeek(today.AddDays(7), "246"), "15:00-20:00"),
        Line("Левин", RosterPattern.OnWeekdays("1235"), Morning),
        Line("Зайцева", RosterPattern.OnWeekdays("246"), Evening),
        Line("Зайцева", RosterPattern.OnWeekdays("7"), "10:00-13:00,13:30-16:00"),
        Line("Кузьмин", RosterPattern.Rotating(today, 2, 2), "09:00-13:00,14:00-18:00"),
        Line("Тихонова", RosterPattern.Rotating(today.AddDays(2), 2, 2), "09:00-13:00,14:00-18:00"),
        Line("Ахметова", RosterPattern.OnWeekdays("12345"), Midday),
        Line("Лебедев", RosterPattern.OnWeekdays("24"), Evening),
        Line("Лебедев", RosterPattern.EverySecondWeek(today, "67"), Midday),
        Line("Мельников", RosterPattern.OnEvenDates(), "09:00-13:00,14:00-17:00"),
        Line("Мамедов", RosterPattern.OnOddDates(), "10:00-14:00,15:00-18:00"),
        Line("Никифорова", RosterPattern.Rotating(today.AddDays(-1), 2, 2), "10:00-14:00,15:00-18:00"),

        // Comes an hour later from the fourth week on: the past stays as it was.
        Line("Фёдоров", RosterPattern.OnWeekdays("12345"), "08:30-12:30,13:00-15:30", to: today.AddDays(20)),
        Line("Фёдоров", RosterPattern.OnWeekdays("12345"), "09:30-13:30,14:00-16:30", from: today.AddDays(21)),
        Line("Ковалёва", RosterPattern.OnWeekdays("135"), Morning),
        Line("Ковалёва", RosterPattern.OnWeekdays("24"), Evening),
        Line("Римская-Крылова", RosterPattern.OnWeekdays("24"), Morning),
        Line("Римская-Крылова", RosterPattern.OnWeekdays("5"), Evening),
        Line("Римская-Крылова", RosterPattern.OnWeekdays("7"), "10:00-15:00"),
    ];

    /// <summary>Two weeks of vacation that have begun already; a colleague of the same specialty is there.</summary>
    public Absence Vacation() => new() { DoctorId = Doctor("Тихонова").Row.Id, From = today.AddDays(-5), To = today.AddDays(8), Reason = DayReason.Vacation };

    /// <summary>A shorter day of one doctor in the coming week.</summary>
    public RosterException ShortDay(Closure closure)
    {
        var line = Lines().First(l => l.DoctorId == Doctor("Левин").Row.Id);
        var date = Enumerable.Range(2, 14).Select(today.AddDays).First(d => line.Covers(d) && (d < closure.From || d > closure.To));
        return new()
        {
            DoctorId = line.DoctorId,
            SiteId = site.Id,
            Rooms = line.Rooms,
            Date = date,
            Hours = WorkHours.Of("10:00-13:00"),
            MinutesPerVisit = line.MinutesPerVisit,
            Reason = DayReason.Hours,
        };
    }

    /// <summary>The next public holiday within six weeks, else a sanitary day.</summary>
    public Closure Closure()
    {
        var last = today.AddDays(42);
        var next = new[] { today.Year, today.Year + 1 }
            .SelectMany(year => Holidays.Select(h => (From: new DateOnly(year, h.Month, h.Day), h.Days, h.Name)))
            .FirstOrDefault(h => h.From > today && h.From <= last, (From: today.AddDays(17), Days: 1, Name: "Санитарный день"));
        return new() { SiteId = site.Id, From = next.From, To = next.From.AddDays(next.Days - 1), Reason = next.Name };
    }

    private RosterLine Line(string family, RosterPattern pattern, string hours, DateOnly? from = null, DateOnly? to = null)
    {
        var doctor = Doctor(family);
        return new()
        {
            DoctorId = doctor.Row.Id,
            SiteId = site.Id,
            Rooms = IdList.Of(rooms.Single(r => r.Name == doctor.Room).Id),
            Pattern = pattern,
            Hours = WorkHours.Of(hours),
            MinutesPerVisit = doctor.Minutes,
            ValidFrom = from ?? today.AddDays(-7 * WeeksBack),
            ValidTo = to,
        };
    }

    private DemoDoctor Doctor(string family) => doctors.Single(d => d.Name.Family == family);
}
