namespace Clinic.Domain.Rosters.Words;

internal static class EnglishVocabulary
{
    /// <summary>Days and months, which those who wish for a visit say as those who plan rosters do.</summary>
    internal static readonly (Sense Sense, int Value, string Spellings)[] Calendar =
    [
        (Sense.Weekday, 1, "mon|monday|mondays"),
        (Sense.Weekday, 2, "tue|tues|tuesday|tuesdays"),
        (Sense.Weekday, 3, "wed|weds|wednesday|wednesdays"),
        (Sense.Weekday, 4, "thu|thur|thurs|thursday|thursdays"),
        (Sense.Weekday, 5, "fri|friday|fridays"),
        (Sense.Weekday, 6, "sat|saturday|saturdays"),
        (Sense.Weekday, 7, "sun|sunday|sundays"),
        (Sense.Month, 1, "jan|january"), (Sense.Month, 2, "feb|february"), (Sense.Month, 3, "mar|march"), (Sense.Month, 4, "apr|april"),
        (Sense.Month, 5, "may"), (Sense.Month, 6, "jun|june"), (Sense.Month, 7, "jul|july"), (Sense.Month, 8, "aug|august"),
        (Sense.Month, 9, "sep|sept|september"), (Sense.Month, 10, "oct|october"), (Sense.Month, 11, "nov|november"), (Sense.Month, 12, "dec|december"),
    ];

    internal static readonly Vocabulary Table = new(
    [
        (Sense.Filler, 0, "the|a|an|at|in|works|working|doctor works|dr works|doctor is in|sees patients|doctor sees patients|working hours|consulting hours|opening hours|surgery hours|inclusive|included|no lunch|no break|without lunch|without a break|of the time|of time|#|is|are|it|every week|each week|weekly"),

        (Sense.DayPart, DayParts.Morning, "morning|mornings"), (Sense.DayPart, DayParts.Afternoon, "afternoon|afternoons"), (Sense.DayPart, DayParts.Evening, "evening|evenings"), (Sense.DayPart, DayParts.Night, "night|nights"),
        (Sense.Shift, 0, "shift|shifts"),
        (Sense.DayOff, 0, "not working|does not work|doesn't work|no work|no clinic|no appointments|no visits|on leave|leave|on holiday|vacation|on vacation|away"),
        (Sense.Not, 0, "no|not|never|without|doesn't|don't"),

        .. Calendar,
        (Sense.WorkingDays, 0, "m-f|m to f|weekday|weekdays|working days|workdays|business days|every weekday"),
        (Sense.Weekend, 0, "weekend|weekends|every weekend"),
        (Sense.EveryDay, 0, "daily|every day|each day|everyday"), (Sense.EveryDay, 1, "seven days a week|7 days a week|all week|all days"),

        (Sense.Ordinal, 1, "first"), (Sense.Ordinal, 2, "second"), (Sense.Ordinal, 3, "third"), (Sense.Ordinal, 4, "fourth"), (Sense.Ordinal, 5, "fifth"), (Sense.Ordinal, -1, "last"),
        (Sense.OrdinalEnding, 0, "st|nd|rd|th"),

        (Sense.Even, 0, "even|even-numbered"),
        (Sense.Odd, 0, "odd|odd-numbered"),
        (Sense.DayWord, 0, "day|days"),
        (Sense.DateWord, 0, "date|dates"),
        (Sense.MonthWord, 0, "month|of month|of the month|of each month|of every month|in the month|each month|every month|monthly|of a month"),
        (Sense.WeekWord, 0, "week|weeks"),
        (Sense.WeekOfTwo, 0, "week a"), (Sense.WeekOfTwo, 1, "week b"),
        (Sense.Every, 0, "every|each"),
        (Sense.EveryOther, 0, "every other|alternate|every second"),
        (Sense.AlternateWeeks, 0, "every other week|every second week|every two weeks|every 2 weeks|alternate weeks|fortnightly|once a fortnight|biweekly"),
        (Sense.EveryOtherDay, 0, "every other day|alternate days|every second day"),
        (Sense.OnceIn, 0, "once in|once every"),
        (Sense.OutOf, 0, "out of"),
        (Sense.On, 0, "on"),
        (Sense.Off, 0, "off"),
        (Sense.Counting, 0, "counting from|counted from|counting since"),

        (Sense.From, 0, "from|starting|starting from|starting on|since|as of|beginning|with effect from"),
        (Sense.To, 0, "to|through|thru"),
        (Sense.Until, 0, "until|till|up to and including"),
        (Sense.Before, 0, "before|in advance|ahead|beforehand|prior|earlier|before the visit"),
        (Sense.After, 0, "after|past"),
        (Sense.EndOfYear, 0, "end of the year|end of year|the end of the year|year end|end of this year"),
        (Sense.EndOfMonth, 0, "end of the month|end of month|the end of the month|month end|end of this month"),
        (Sense.Today, 0, "today"),
        (Sense.Tomorrow, 0, "tomorrow"),
        (Sense.Except, 0, "except|except for|except on|excluding|but not|apart from|not on"),
        (Sense.Only, 0, "only|only on|just"),

        (Sense.NumberWord, 1, "one"), (Sense.NumberWord, 2, "two"), (Sense.NumberWord, 3, "three"), (Sense.NumberWord, 4, "four"), (Sense.NumberWord, 5, "five"), (Sense.NumberWord, 6, "six"),
        (Sense.NumberWord, 7, "seven"), (Sense.NumberWord, 8, "eight"), (Sense.NumberWord, 9, "nine"), (Sense.NumberWord, 10, "ten"), (Sense.NumberWord, 12, "twelve"),
        (Sense.NumberWord, 14, "fourteen"), (Sense.NumberWord, 15, "fifteen"), (Sense.NumberWord, 20, "twenty"), (Sense.NumberWord, 30, "thirty"),
        (Sense.HourWord, 0, "h|hr|hrs|hour|hours|o'clock"),
        (Sense.Minutes, 0, "min|mins|minute|minutes"),
        (Sense.Am, 0, "am|a.m.|a.m"),
        (Sense.Pm, 0, "pm|p.m.|p.m"),
        (Sense.Noon, 0, "noon|midday"),
        (Sense.Midnight, 0, "midnight"),
        (Sense.RoundTheClock, 0, "round the clock|around the clock|24/7|24 hours a day"),
        (Sense.Break, 0, "with lunch|with a lunch break|with a break|lunch|lunch break|break|breaks|pause|closed for lunch"),

        (Sense.And, 0, "and|&|+|plus|as well as"),
        (Sense.Or, 0, "or"),

        (Sense.Visit, 0, "visit|visits|appointment|appointments|slot|slots|patient|patients|consultation|consultations|per visit|per patient|per appointment|each visit"),
        (Sense.VisitTypes, 0, "visit types|visit type|services|service"),
        (Sense.Room, 0, "room|rm|room no|room number"),
        (Sense.Rooms, 0, "rooms"),

        (Sense.For, 0, "for|for the|by"),
        (Sense.Booking, 0, "booking|bookings"),
        (Sense.Channel, Channels.Registry, "registry|reception|front desk|registrars|registrar|desk"),
        (Sense.Channel, Channels.CallCentre, "call centre|call center|call-centre|call-center|contact centre|contact center"),
        (Sense.Channel, Channels.Doctor, "doctor|doctors|physician|physicians"),
        (Sense.Channel, Channels.Widget, "website|site|widget|web site|web"),
        (Sense.Channel, Channels.Kiosk, "kiosk|kiosks|terminal"),
        (Sense.Channel, Channels.Online, "online|internet|online channels"),
        (Sense.Channel, Channels.Import, "import|imports"),
        (Sense.Partner, 0, "partner|partners|all partners"),
        (Sense.ChannelWord, 0, "channel|channels"),
        (Sense.Everyone, 0, "everyone|everybody|all|to everyone|to everybody|to all"),
        (Sense.Closed, 0, "closed|closed on|not for|closed to|not open|hidden from|closed for"),
        (Sense.AtMost, 0, "at most|no more than|not more than|up to|max|maximum"),
        (Sense.Percent, 0, "%|percent|per cent"),
        (Sense.FirstVisits, 0, "first visits|first visit|first-time visits|first-time patients|new patients|first appointments|new patient"),
        (Sense.RepeatVisits, 0, "follow-up|follow-ups|follow-up visits|repeat visits|repeat visit|return visits|repeat appointments|returning patients"),
        (Sense.Opens, 0, "opens|open|opened|released|released to"),
        (Sense.FreeTime, 0, "free time|free|unused time|free slots|what is left|the rest|remaining time")])
    {
        IsTwelveHours = true,
        IsMonthFirst = true,
    };
}
