namespace Clinic.Domain.Rosters.Words;

/// <summary>What a word or phrase means, the same in every language.</summary>
internal enum Sense
{
    None,
    Filler,

    // Days.
    Weekday,
    WorkingDays,
    Weekend,
    EveryDay,
    Month,
    Ordinal,
    OrdinalEnding,
    Even,
    Odd,
    DayWord,
    DateWord,
    MonthWord,
    WeekWord,
    YearWord,
    Every,
    EveryOther,
    AlternateWeeks,
    EveryOtherDay,
    OnceIn,
    Through,
    OutOf,
    On,
    Off,
    AllDayShift,
    Counting,

    // Limits.
    From,
    To,
    Until,
    Before,
    After,
    EndOfYear,
    EndOfMonth,
    Today,
    Tomorrow,
    Except,
    Only,

    // Hours.
    NumberWord,
    HourWord,
    Minutes,
    Am,
    Pm,
    Noon,
    Midnight,
    RoundTheClock,
    Break,

    // Joints.
    And,
    Or,

    // Visits and places.
    Visit,
    VisitTypes,
    Room,
    Rooms,

    // Access.
    For,
    Booking,
    Channel,
    Partner,
    ChannelWord,
    Everyone,
    Closed,
    AtMost,
    Percent,
    FirstVisits,
    RepeatVisits,
    Opens,
    FreeTime,
}
