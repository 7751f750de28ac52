using Clinic.Domain.Rosters;
using Clinic.Domain.VisitTypes;
using FsCheck;
using FsCheck.Fluent;

namespace Clinic.Tests.Rosters.Words;

/// <summary>Sound rules of every shape.</summary>
internal static class AnyRules
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    private static readonly string[] Names =
    [
        "204", "7", "12Б", "204а", "A", "В", "УЗИ", "ЭКГ", "Процедурная", "Зал ЛФК", "room 5", "Первичный приём", "первый", "понедельник", "9-18", "1/2", "только",
        "Échographie", "L’accueil", "a \"quoted\" name", "«Ёлка»", "naïve", "x", "3D", "24/7", "день, ночь; утро", "été", "МРТ-2", "первично", "кабинетт",
    ];

    private static readonly string[] Channels = ["registry", "call-centre", "doctor", "widget", "kiosk", "online", "import", "partner:*", "partner:НаПоправку", "partner:Doc-2", "*", "telegram"];

    private static readonly Gen<DateOnly> Dates = Gen.Choose(0, 2000).Select(Start.AddDays);

    private static readonly Gen<string> Weekdays = Gen.OneOf(
        Gen.Elements("1234567", "12345", "123456", "67", "7", "135"),
        Gen.Choose(1, 127).Select(bits => string.Concat(Enumerable.Range(1, 7).Where(d => (bits & (1 << (d - 1))) != 0))));

    private static readonly Gen<DateSpan> Spans = Gen.OneOf(
        Dates.Select(DateSpan.Of),
        from date in Dates from days in Gen.Choose(1, 40) select new DateSpan(date, date.AddDays(days)));

    private static readonly Gen<RosterPattern> Plain = Gen.OneOf(
        Weekdays.Select(RosterPattern.OnWeekdays),
        Weekdays.Select(RosterPattern.OnEvenDates),
        Weekdays.Select(RosterPattern.OnOddDates),
        from anchor in Dates from work in Gen.Choose(1, 9) from rest in Gen.Choose(0, 9) from days in Weekdays select RosterPattern.Rotating(anchor, work, rest, days),
        from anchor in Dates from days in Weekdays select RosterPattern.EverySecondWeek(anchor, days),
        from ordinals in Some(Gen.Elements(1, 2, 3, 4, 5, -1), 3) from days in Weekdays select RosterPattern.OnNthWeekdays(ordinals, days),
        from days in Some(from first in Gen.Choose(1, 31) from last in Gen.Choose(first, Math.Min(31, first + 12)) select new DayRange(first, last), 4) from week in Weekdays select RosterPattern.OnMonthDays(days, week),
        from dates in Some(Spans, 6) from days in Weekdays select RosterPattern.OnDates(dates, days));

    private static readonly Gen<RosterPattern> Patterns = Gen.OneOf(
        Plain,
        from pattern in Plain from except in Some(Spans, 3) select pattern.Without(except));

    private static readonly Gen<TimeOnly> Times = Gen.Choose(0, 287).Select(cell => new TimeOnly(cell / 12, cell % 12 * 5));

    private static readonly Gen<WorkHours> Hours = Gen.OneOf(
        Gen.Elements("09:00-18:00", "09:00-13:00,14:00-18:00", "20:00-08:00", "00:00-00:00", "08:00-08:00", "09:00-12:00,15:00-19:00", "09:00-13:00,13:00-18:00", "20:00-22:00,22:30-06:00").Select(WorkHours.Of),
        from times in Some(Times, 8)
        let ends = times.Distinct().Order().ToList()
        where ends.Count > 1
        from night in Gen.Elements(false, true)
        select new WorkHours([.. ends.Chunk(2).Where(c => c.Length == 2).Select(c => new WorkStretch(c[0], c[1])), .. night && ends.Count % 2 == 1 && ends.Count > 1 ? [new WorkStretch(ends[^1], ends[0])] : Array.Empty<WorkStretch>()]));

    private static readonly Gen<WorkStretch?> Parts = Gen.OneOf(
        Gen.Constant<WorkStretch?>(null),
        Times.Select(t => (WorkStretch?)new WorkStretch(TimeOnly.MinValue, t)),
        Times.Select(t => (WorkStretch?)new WorkStretch(t, TimeOnly.MinValue)),
        from start in Times from end in Times select (WorkStretch?)new WorkStretch(start, end));

    private static readonly Gen<AccessRule> AccessRules =
        from kind in Gen.Elements(Enum.GetValues<AccessKind>())
        from channels in Some(Gen.Elements(Channels), 3)
        from part in Parts
        from visits in Gen.Elements(Enum.GetValues<VisitKind>())
        from percent in Gen.Elements(true, false)
        from number in Gen.Choose(0, 100)
        from at in Times
        from release in Gen.Elements<int?>(null, null, 1, 2, 24, 48, 111)
        let quota = kind == AccessKind.Quota
        select new AccessRule
        {
            Kind = kind,
            Channels = [.. channels.Distinct()],
            Part = part,
            Visits = visits,
            Percent = quota && percent ? number : null,
            Count = quota && !percent ? number : null,
            DaysBefore = kind == AccessKind.Opens ? number : null,
            At = kind == AccessKind.Opens ? at : null,
            ReleaseHours = release,
        };

    private static readonly Gen<RosterRule> Rule =
        from pattern in Patterns
        from hours in Hours
        from begins in Dates
        from length in Gen.Choose(0, 800)
        from bounds in Gen.Choose(0, 3)
        from minutes in Gen.Elements<int?>(null, null, 5, 15, 20, 60, 480)
        from rooms in Perhaps(Gen.Elements(Names))
        from types in Perhaps(Gen.Elements(Names))
        from access in Perhaps(AccessRules)
        select new RosterRule
        {
            Pattern = pattern,
            Hours = hours,
            From = (bounds & 1) == 0 ? null : begins,
            To = (bounds & 2) == 0 ? null : begins.AddDays(length),
            MinutesPerVisit = minutes,
            Rooms = [.. rooms.Distinct()],
            VisitTypes = [.. types.Distinct()],
            Access = access.Count == 0 ? Domain.Rosters.AccessRules.None : new(access),
        };

    /// <summary>One to three rules; often with the same tail, which is then said once.</summary>
    internal static readonly Arbitrary<IReadOnlyList<RosterRule>> Sound = (
        from first in Rule.Where(IsSound)
        from others in Gen.Choose(0, 2).SelectMany(n => Gen.ListOf(Rule.Where(IsSound), n))
        from alike in Gen.Choose(0, 7)
        select (IReadOnlyList<RosterRule>)[first, .. others.Select(o => Alike(o, first, alike)).Where(IsSound)]).ToArbitrary();

    private static RosterRule Alike(RosterRule rule, RosterRule like, int what) => rule with
    {
        From = (what & 1) == 0 ? rule.From : like.From,
        To = (what & 1) == 0 ? rule.To : like.To,
        Rooms = (what & 2) == 0 ? rule.Rooms : like.Rooms,
        MinutesPerVisit = (what & 2) == 0 ? rule.MinutesPerVisit : like.MinutesPerVisit,
        VisitTypes = (what & 4) == 0 ? rule.VisitTypes : like.VisitTypes,
        Access = (what & 4) == 0 ? rule.Access : like.Access,
    };

    private static bool IsSound(RosterRule rule) => rule.Faults.Count == 0;

    private static Gen<List<T>> Some<T>(Gen<T> one, int most) => Gen.Choose(1, most).SelectMany(n => Gen.ListOf(one, n)).Select(l => l.ToList());

    private static Gen<List<T>> Perhaps<T>(Gen<T> one) => Gen.OneOf(Gen.Constant(new List<T>()), Some(one, 3));
}
