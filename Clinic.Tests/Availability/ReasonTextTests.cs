using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Words;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability;

/// <summary>What staff read of a reason: a whole sentence in each language, with the rule it follows from.</summary>
public sealed class ReasonTextTests
{
    private static readonly DateTime Until = TestClinic.Moscow(2, 14, 35);
    private static readonly DateOnly From = new(2026, 12, 3);
    private static readonly DateOnly To = new(2026, 12, 17);
    private static readonly RosterLine Line = new() { Pattern = RosterPattern.OnEvenDates(), Hours = WorkHours.Of("08:00-14:00"), ValidFrom = new(2026, 6, 1) };
    private static readonly AccessRule Rule = AccessRules.Parse("quota online visits=first count=4").Rules[0];
    private static readonly AccessRule Opens = AccessRules.Parse("opens online opens=14d@08:00").Rules[0];
    private static readonly AccessRule Only = AccessRules.Parse("only registry part=09:00-10:00").Rules[0];

    /// <summary>Each kind of reason, and what its sentence must say in the language.</summary>
    private static readonly Dictionary<string, (Reason Reason, Func<CultureInfo, IEnumerable<string>> Says)> Kinds = new()
    {
        ["line"] = (new(ProblemCodes.OutsideRoster) { Line = Line }, c => [RosterWords.Write([new() { Pattern = Line.Pattern, Hours = Line.Hours, From = Line.ValidFrom }], RosterWords.LanguageOf(c))]),
        ["no roster"] = (new(ProblemCodes.OutsideRoster), _ => []),
        ["day off"] = (new(ProblemCodes.OutsideRoster) { Exception = new() { Date = From, Reason = DayReason.DayOff } }, c => [From.ToString("d", c)]),
        ["other hours"] = (new(ProblemCodes.OutsideRoster) { Exception = new() { Date = From, Hours = WorkHours.Of("10:00-12:00,13:00-15:00") } }, c => [From.ToString("d", c), "10:00–12:00, 13:00–15:00"]),
        ["absent day"] = (new(ProblemCodes.Absent) { Exception = new() { Date = From, Reason = DayReason.Sick } }, c => [From.ToString("d", c)]),
        ["absent"] = (new(ProblemCodes.Absent) { Absence = new() { From = From, To = To, Reason = DayReason.Vacation } }, c => [From.ToString("d", c), To.ToString("d", c)]),
        ["closed"] = (new(ProblemCodes.ClosedDay) { Closure = new() { From = From, To = To } }, c => [From.ToString("d", c), To.ToString("d", c)]),
        ["closed why"] = (new(ProblemCodes.ClosedDay) { Closure = new Closure { From = From, To = To, Reason = "H2O" } }, c => [From.ToString("d", c), To.ToString("d", c), "H2O"]),
        ["channel"] = (new(ProblemCodes.ChannelClosed) { Rule = Only }, c => [RosterWords.Write(Only, RosterWords.LanguageOf(c))]),
        ["released"] = (new(ProblemCodes.NotYetReleased) { Rule = Opens, Until = Until }, c => ["35", RosterWords.Write(Opens, RosterWords.LanguageOf(c))]),
        ["quota"] = (new(ProblemCodes.Quota) { Rule = Rule, Used = 3, Of = 4 }, c => ["3", "4", RosterWords.Write(Rule, RosterWords.LanguageOf(c))]),
        ["room out"] = (new(ProblemCodes.RoomBusy) { Outage = new() { To = Until, Reason = "XR-7" } }, _ => ["35", "XR-7"]),
        ["room"] = (new(ProblemCodes.RoomBusy), _ => []),
        ["device out"] = (new(ProblemCodes.DeviceBusy) { Device = "MRI-3T", Outage = new() { To = Until, Reason = "XR-7" } }, _ => ["MRI-3T", "35", "XR-7"]),
        ["device"] = (new(ProblemCodes.DeviceBusy) { Device = "MRI-3T" }, _ => ["MRI-3T"]),
        ["lead"] = (new(ProblemCodes.LeadTime), _ => ["60"]),
        ["horizon"] = (new(ProblemCodes.Horizon), _ => ["60"]),
        ["short"] = (new(ProblemCodes.TooShort) { MinutesLeft = 25 }, _ => ["25"]),
        ["taken"] = (new(ProblemCodes.Taken), _ => []),
        ["held"] = (new(ProblemCodes.Held) { Until = Until }, _ => ["35"]),
        ["type"] = (new(ProblemCodes.TypeNotOffered), _ => []),
        ["past"] = (new(ProblemCodes.Past), _ => []),
        ["offline"] = (new(ProblemCodes.NotBookableOnline), _ => []),
    };

    [Fact]
    public async Task Every_kind_of_reason_is_a_sentence_of_its_own_in_each_language_and_names_its_rule()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var facts = (await clinic.Get<TimetableCache>().Current(CancellationToken.None)).Facts;
        foreach (var (name, (reason, says)) in Kinds)
        {
            var sentences = new HashSet<string>();
            foreach (var culture in LocalText.Languages.Select(CultureInfo.GetCultureInfo))
            {
                var sentence = new ReasonText(facts, facts.Rosters.Zone(clinic.Site), culture).Of(reason);
                Assert.Matches(@"^.{8,}\.$", sentence);
                Assert.DoesNotContain("{", sentence, StringComparison.Ordinal);
                Assert.All(says(culture), s => Assert.Contains(s, sentence, StringComparison.Ordinal));
                Assert.True(sentences.Add(sentence), $"{name}: {sentence}");
            }
        }
    }

    [Fact]
    public async Task Every_reason_for_a_day_has_a_word()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var facts = (await clinic.Get<TimetableCache>().Current(CancellationToken.None)).Facts;
        foreach (var culture in LocalText.Languages.Select(CultureInfo.GetCultureInfo))
        {
            var text = new ReasonText(facts, facts.Rosters.Zone(clinic.Site), culture);
            var sentences = Enum.GetValues<DayReason>().Select(r => text.Of(new(ProblemCodes.Absent) { Absence = new() { From = From, To = To, Reason = r } })).ToList();
            Assert.Equal(sentences.Distinct(), sentences);
            Assert.All(sentences, s => Assert.DoesNotContain("why-", s, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_reason_that_a_time_can_have_is_among_the_kinds()
    {
        string[] ofThePatient = [ProblemCodes.Age, ProblemCodes.PatientLimit, ProblemCodes.ReferralRequired];
        Assert.Empty(Bookings.EveryReasonTests.Codes.Select(c => c.Data).Except(ofThePatient).Except(Kinds.Values.Select(k => k.Reason.Code)));
    }
}
