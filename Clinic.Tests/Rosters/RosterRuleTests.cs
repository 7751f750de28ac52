using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Xunit;

namespace Clinic.Tests.Rosters;

/// <summary>Faults of rules that do not come from words.</summary>
public sealed class RosterRuleTests
{
    private static readonly RosterRule Sound = new() { Pattern = RosterPattern.OnWeekdays("12345"), Hours = WorkHours.Of("09:00-18:00") };

    [Fact]
    public void A_sound_rule_has_no_faults() => Assert.Empty((Sound with { From = new(2026, 12, 1), To = new(2026, 12, 1), MinutesPerVisit = 20, Rooms = ["204"] }).Faults);

    [Theory]
    [InlineData("", "/hours", ProblemCodes.Required)]
    [InlineData("09:00-12:00,11:00-14:00", "/hours", ProblemCodes.HoursOverlap)]
    [InlineData("14:00-18:00,09:00-12:00", "/hours", ProblemCodes.HoursOverlap)]
    [InlineData("06:00-10:00,20:00-08:00", "/hours", ProblemCodes.HoursOverlap)]
    public void Hours_at_fault_are_named(string hours, string pointer, string code) => Named(Sound with { Hours = WorkHours.Of(hours) }, pointer, code);

    [Fact]
    public void A_night_may_run_into_a_morning_that_is_off() =>
        Assert.Empty((Sound with { Pattern = RosterPattern.Rotating(new(2026, 12, 1), 1, 1), Hours = WorkHours.Of("06:00-10:00,20:00-08:00") }).Faults);

    [Fact]
    public void Dates_at_fault_are_named()
    {
        Named(Sound with { From = new(2027, 6, 1), To = new(2027, 5, 1) }, "/to", ProblemCodes.EndsBeforeStart);
        Named(Sound with { To = new(1990, 1, 1) }, "/to", ProblemCodes.OutOfRange);
        Named(Sound with { From = new(9999, 12, 31) }, "/from", ProblemCodes.OutOfRange);
        Named(Sound with { Pattern = RosterPattern.OnDates([DateSpan.Of(DateOnly.MaxValue)]) }, "/pattern", ProblemCodes.OutOfRange);
        Named(Sound with { From = new(2026, 12, 5), To = new(2026, 12, 6) }, "/pattern", ProblemCodes.NoDaysLeft);
        Named(Sound with { From = new(2026, 12, 1), To = new(2026, 12, 9), Pattern = Sound.Pattern.Without([new(new(2026, 12, 1), new(2026, 12, 9))]) }, "/pattern", ProblemCodes.NoDaysLeft);
    }

    [Fact]
    public void Other_fields_at_fault_are_named()
    {
        Named(Sound with { MinutesPerVisit = 7 }, "/minutesPerVisit", ProblemCodes.OutOfRange);
        Named(Sound with { Rooms = ["204", "204"] }, "/rooms", ProblemCodes.BadValue);
        Named(Sound with { Rooms = [" "] }, "/rooms", ProblemCodes.BadCharacters);
        Named(Sound with { VisitTypes = [new('я', 81)] }, "/visitTypes", ProblemCodes.TooLong);
    }

    [Theory]
    [InlineData("quota widget share=101", 0, ProblemCodes.QuotaAboveAll)]
    [InlineData("quota widget", 0, ProblemCodes.BadValue)]
    [InlineData("quota widget share=40 count=3", 0, ProblemCodes.BadValue)]
    [InlineData("only registry share=40", 0, ProblemCodes.BadValue)]
    [InlineData("opens widget", 0, ProblemCodes.BadValue)]
    [InlineData("opens widget opens=367d@08:00", 0, ProblemCodes.OutOfRange)]
    [InlineData("only registry release=0h", 0, ProblemCodes.OutOfRange)]
    [InlineData("only registry part=08:00-09:00; only widget part=08:30-10:00", 1, ProblemCodes.AccessContradiction)]
    [InlineData("only registry; only widget part=22:00-02:00", 1, ProblemCodes.AccessContradiction)]
    [InlineData("only registry; closed registry visits=first", 1, ProblemCodes.AccessContradiction)]
    [InlineData("quota widget share=40; quota widget share=50", 1, ProblemCodes.AccessContradiction)]
    public void Access_rules_at_fault_are_named(string access, int index, string code) => Named(Sound with { Access = AccessRules.Parse(access) }, $"/access/{index}", code);

    [Theory]
    [InlineData("only registry part=08:00-09:00; only widget part=09:00-10:00")]
    [InlineData("only registry visits=first; only widget visits=repeat")]
    [InlineData("quota widget share=40; quota widget count=5; quota online share=50; quota widget share=20 part=08:00-12:00")]
    [InlineData("only registry,doctor; closed widget")]
    public void Access_rules_that_agree_are_sound(string access) => Assert.Empty((Sound with { Access = AccessRules.Parse(access) }).Faults);

    private static void Named(RosterRule rule, string pointer, string code) => Assert.Equal(new FieldError(pointer, code), Assert.Single(rule.Faults));
}
