using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Rosters.Planning;

/// <summary>What makes no sense is refused with field, code and words in three languages, and nothing is half saved.</summary>
public sealed class BadChangeTests
{
    private static readonly DateOnly Tomorrow = RosterDesk.Tomorrow;

    // By name: what is wrong, the field, the code.
    private static readonly Dictionary<string, (Func<Ground, RosterChange> Change, string Pointer, string Code)> Cases = new()
    {
        ["line ends before it starts"] = (g => g.Lines(g.Good with { From = new(2026, 12, 10), To = new(2026, 12, 9) }), "/lines/0/to", ProblemCodes.EndsBeforeStart),
        ["line ends before the change"] = (g => g.Lines(g.Good with { To = new(2026, 12, 1) }), "/lines/0/to", ProblemCodes.EndsBeforeStart),
        ["hours overlap themselves"] = (g => g.Lines(g.Good with { Hours = WorkHours.Of("09:00-13:00,12:00-15:00") }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["two lines overlap"] = (g => g.Lines(g.Good, g.Good with { Hours = WorkHours.Of("12:00-20:00") }), "/lines/1/hours", ProblemCodes.HoursOverlap),
        ["lines overlap at another site"] = (g => g.Lines(g.Good, g.Good with { Site = g.OtherSite, Rooms = [] }), "/lines/1/hours", ProblemCodes.HoursOverlap),
        ["lines overlap only where even dates meet Mondays"] = (
            g => g.Lines(g.Good with { Pattern = RosterPattern.OnWeekdays("1") }, g.Good with { Pattern = RosterPattern.OnEvenDates() }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["two lines overlap on one date of a later decade"] = (
            g => g.Lines(g.Good with { Pattern = Dates("2030-01-05") }, g.Good with { Pattern = Dates("2030-01-05"), Hours = WorkHours.Of("12:00-20:00") }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["a line overlaps one that begins years later"] = (
            g => g.Lines(g.Good, g.Good with { From = new(2031, 5, 1), Hours = WorkHours.Of("12:00-20:00") }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["the night reaches into the next morning"] = (
            g => g.Lines(g.Good with { Hours = WorkHours.Of("22:00-08:00"), Pattern = RosterPattern.OnEvenDates() }, g.Good with { Hours = WorkHours.Of("07:00-12:00"), Pattern = RosterPattern.OnOddDates() }),
            "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["every night reaches into its own next evening"] = (g => g.Lines(g.Good with { Hours = WorkHours.Of("22:00-06:00,05:00-07:00") }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["line overlaps a date that differs at another site"] = (g => g.Lines(g.Good with { Hours = WorkHours.Of("15:00-17:00") }), "/lines/0/hours", ProblemCodes.HoursOverlap),
        ["room of another site"] = (g => g.Lines(g.Good with { Rooms = [g.OtherRoom] }), "/lines/0/rooms/0", ProblemCodes.RoomOfOtherSite),
        ["unknown room"] = (g => g.Lines(g.Good with { Rooms = [g.Room, new(9999)] }), "/lines/0/rooms/1", ProblemCodes.UnknownRoom),
        ["retired room"] = (g => g.Lines(g.Good with { Rooms = [g.RetiredRoom] }), "/lines/0/rooms/0", ProblemCodes.RetiredRoom),
        ["room for nobody"] = (g => g.Lines(g.Good with { Rooms = [g.RoomForNobody] }), "/lines/0/rooms/0", ProblemCodes.OutOfRange),
        ["pool names a room twice"] = (g => g.Lines(g.Good with { Rooms = [g.Room, g.Room] }), "/lines/0/rooms/1", ProblemCodes.RoomTwice),
        ["unknown site"] = (g => g.Lines(g.Good with { Site = new(9999), Rooms = [] }), "/lines/0/site", ProblemCodes.UnknownSite),
        ["unknown visit type"] = (g => g.Lines(g.Good with { VisitTypes = [new(9999)] }), "/lines/0/visitTypes/0", ProblemCodes.UnknownVisitType),
        ["retired visit type"] = (g => g.Lines(g.Good with { VisitTypes = [g.RetiredType] }), "/lines/0/visitTypes/0", ProblemCodes.RetiredVisitType),
        ["visit type not offered"] = (g => g.Lines(g.Good with { VisitTypes = [g.ForeignType] }), "/lines/0/visitTypes/0", ProblemCodes.TypeNotOffered),
        ["visit longer than any shift"] = (g => g.Lines(g.Good with { Hours = WorkHours.Of("09:00-09:20,10:00-10:25") }), "/lines/0/hours", ProblemCodes.VisitTooLong),
        ["named visit longer than any shift"] = (g => g.Lines(g.Good with { VisitTypes = [g.Type], Hours = WorkHours.Of("09:00-09:20") }), "/lines/0/visitTypes/0", ProblemCodes.VisitTooLong),
        ["minutes longer than any shift"] = (g => g.Lines(g.Good with { MinutesPerVisit = 300 }), "/lines/0/minutesPerVisit", ProblemCodes.VisitTooLong),
        ["minutes not in steps of five"] = (g => g.Lines(g.Good with { MinutesPerVisit = 17 }), "/lines/0/minutesPerVisit", ProblemCodes.OutOfRange),
        ["minutes below nothing"] = (g => g.Lines(g.Good with { MinutesPerVisit = -5 }), "/lines/0/minutesPerVisit", ProblemCodes.OutOfRange),
        ["hours not in steps of five"] = (g => g.Lines(g.Good with { Hours = WorkHours.Of("09:03-13:00") }), "/lines/0/hours", ProblemCodes.FiveMinutes),
        ["no hours"] = (g => g.Lines(g.Good with { Hours = WorkHours.None }), "/lines/0/hours", ProblemCodes.Required),
        ["no date at all"] = (g => g.Lines(g.Good with { Pattern = RosterPattern.OnWeekdays("7"), From = new(2026, 12, 7), To = new(2026, 12, 12) }), "/lines/0/pattern", ProblemCodes.NoDaysLeft),
        ["date far away"] = (g => g.Lines(g.Good with { To = new(2200, 1, 1) }), "/lines/0/to", ProblemCodes.OutOfRange),
        ["anchor far away"] = (g => g.Lines(g.Good with { Pattern = RosterPattern.Rotating(new(1026, 12, 1), 2, 2) }), "/lines/0/pattern", ProblemCodes.OutOfRange),
        ["change far away"] = (g => new RosterChange.SetLines(g.Doctor, new(2500, 1, 1), [g.Good]), "/from", ProblemCodes.BadDate),
        ["change of the past"] = (g => new RosterChange.SetLines(g.Doctor, new(2026, 11, 30), [g.Good]), "/from", ProblemCodes.Past),
        ["quota above 100 percent"] = (g => g.Rules("quota widget share=101"), "/lines/0/access/0", ProblemCodes.QuotaAboveAll),
        ["quota of nothing"] = (g => g.Rules("quota widget"), "/lines/0/access/0", ProblemCodes.BadValue),
        ["nobody's rule"] = (g => g.Lines(g.Good with { Access = new([new() { Kind = AccessKind.Closed, Channels = [] }]) }), "/lines/0/access/0", ProblemCodes.Required),
        ["closed and only"] = (g => g.Rules("closed widget part=09:00-12:00; only widget part=11:00-13:00"), "/lines/0/access/1", ProblemCodes.AccessContradiction),
        ["only one and only the other"] = (g => g.Rules("only widget; only registry"), "/lines/0/access/1", ProblemCodes.AccessContradiction),
        ["two quotas of one thing"] = (g => g.Rules("quota widget share=20; quota widget share=30"), "/lines/0/access/1", ProblemCodes.AccessContradiction),
        ["absence ends before it starts"] = (g => new RosterChange.AddAbsence(g.Doctor, new(2026, 12, 10), new(2026, 12, 9), DayReason.Sick), "/to", ProblemCodes.EndsBeforeStart),
        ["absence is over"] = (g => new RosterChange.AddAbsence(g.Doctor, new(2026, 11, 1), new(2026, 11, 9), DayReason.Sick), "/to", ProblemCodes.Past),
        ["closure far away"] = (g => new RosterChange.AddClosure(g.Site, new(2026, 12, 9), new(9999, 12, 31), ""), "/to", ProblemCodes.BadDate),
        ["closure of no site"] = (g => new RosterChange.AddClosure(new(99), new(2026, 12, 9), new(2026, 12, 9), ""), "/site", ProblemCodes.UnknownSite),
        ["reason with marks"] = (g => new RosterChange.AddClosure(g.Site, new(2026, 12, 9), new(2026, 12, 9), "<b>"), "/reason", ProblemCodes.BadCharacters),
        ["outage of a doctor"] = (g => new RosterChange.AddOutage(ResourceId.Doctor(g.Doctor), TestClinic.Moscow(9, 9), TestClinic.Moscow(9, 10), ""), "/resource", ProblemCodes.UnknownRoom),
        ["outage ends before it starts"] = (g => new RosterChange.AddOutage(ResourceId.Room(g.Room), TestClinic.Moscow(9, 9), TestClinic.Moscow(9, 8), ""), "/to", ProblemCodes.EndsBeforeStart),
        ["two pieces of a date overlap"] = (g => g.Date(g.Site, "09:00-12:00", "11:00-13:00"), "/work/0/hours", ProblemCodes.HoursOverlap),
        ["a date overlaps the line of another site"] = (g => g.Date(g.OtherSite, "12:00-14:00"), "/work/0/hours", ProblemCodes.HoursOverlap),
        ["a date of the past"] = (g => new RosterChange.AddException(g.Doctor, g.Site, new(2026, 11, 30), DayReason.DayOff, []), "/date", ProblemCodes.Past),
    };

    private static RosterPattern Dates(string date) => RosterPattern.OnDates([new(DateOnly.Parse(date, CultureInfo.InvariantCulture), DateOnly.Parse(date, CultureInfo.InvariantCulture))]);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Is_refused_with_code_field_and_words(string name)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var ground = await Ground.Lay(clinic);
        var (change, pointer, code) = Cases[name];
        var before = await clinic.Everything();

        var planned = await clinic.Plan(change(ground));
        var committed = await clinic.Commit(new(change(ground), (await clinic.Roster()).RosterVersion, []));

        foreach (var problem in new[] { planned.Problem, committed.Problem })
        {
            Assert.Equal(ProblemCodes.Invalid, problem?.Code);
            Assert.Contains(new FieldError(pointer, code), problem!.Errors);
        }

        Assert.Equal(3, LocalText.Languages.Select(l => Problem.Text(code, new(l))).Where(t => t != code).Distinct().Count());
        Assert.Equal(before, await clinic.Everything());
    }

    [Fact]
    public async Task What_makes_sense_is_taken()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var ground = await Ground.Lay(clinic);

        // Lunch elsewhere, nights beside mornings, a pool, rules that agree.
        Assert.True((await clinic.Plan(ground.Lines(
            ground.Good with { Hours = WorkHours.Of("09:00-12:00"), Rooms = [ground.Room, ground.SpareRoom], VisitTypes = [ground.Type], MinutesPerVisit = 25 },
            ground.Good with { Site = ground.OtherSite, Rooms = [ground.OtherRoom], Hours = WorkHours.Of("12:00-13:00"), Access = AccessRules.Parse("quota widget share=40 release=24h; only registry,widget; opens widget opens=14d@08:00") },
            ground.Good with { Hours = WorkHours.Of("22:00-09:00"), Pattern = RosterPattern.OnWeekdays("12345") }))).Ok);
    }

    private sealed record Ground(DoctorId Doctor, SiteId Site, SiteId OtherSite, RoomId Room, RoomId SpareRoom, RoomId OtherRoom, RoomId RetiredRoom, RoomId RoomForNobody, VisitTypeId Type, VisitTypeId RetiredType, VisitTypeId ForeignType)
    {
        public LineDraft Good => new() { Site = Site, Rooms = [Room], Hours = WorkHours.Of("09:00-13:00"), Pattern = RosterPattern.OnWeekdays("1234567") };

        public RosterChange.SetLines Lines(params LineDraft[] lines) => new(Doctor, Tomorrow, lines);

        public RosterChange.SetLines Rules(string rules) => Lines(Good with { Access = AccessRules.Parse(rules) });

        public RosterChange.AddException Date(SiteId site, params string[] hours) =>
            new(Doctor, site, Tomorrow, DayReason.Hours, [.. hours.Select(h => new DayWork { Hours = WorkHours.Of(h) })]);

        public static async Task<Ground> Lay(TestClinic clinic)
        {
            var other = new Site { Name = new("Филиал"), TimeZone = "Europe/Moscow" };
            var (retired, foreign) = (new VisitType { Name = new("Прежний приём"), Minutes = 30, Active = false }, new VisitType { Name = new("Чужой приём"), Minutes = 30 });
            await clinic.Change(db =>
            {
                db.AddRange(other, retired, foreign);
                return Task.CompletedTask;
            });
            Room[] rooms = [new() { SiteId = clinic.Site, Name = "102" }, new() { SiteId = other.Id, Name = "1" }, new() { SiteId = clinic.Site, Name = "103", Active = false }, new() { SiteId = clinic.Site, Name = "104", Capacity = 0 }];
            await clinic.Change(db =>
            {
                db.AddRange(rooms);
                db.Add(new DoctorVisitType { DoctorId = clinic.Doctor, VisitTypeId = retired.Id });

                // On one date the doctor works at the other site in the afternoon.
                db.Add(new RosterException { DoctorId = clinic.Doctor, SiteId = other.Id, Date = new(2026, 12, 15), Hours = WorkHours.Of("14:00-18:00"), Reason = DayReason.Hours });
                return Task.CompletedTask;
            });
            return new(clinic.Doctor, clinic.Site, other.Id, clinic.Room, rooms[0].Id, rooms[1].Id, rooms[2].Id, rooms[3].Id, clinic.VisitType, retired.Id, foreign.Id);
        }
    }
}
