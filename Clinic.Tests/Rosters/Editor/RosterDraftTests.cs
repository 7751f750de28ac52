using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Sites;
using Clinic.Web.Rosters;
using Xunit;

namespace Clinic.Tests.Rosters.Editor;

public sealed class RosterDraftTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);
    private static readonly (SiteId Here, SiteId There) Sites = (new(1), new(2));
    private static readonly (RoomId Here, RoomId There) Rooms = (new(11), new(21));
    private readonly RosterDraft draft = new();

    public RosterDraftTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");

    [Fact]
    public void It_begins_with_what_is_in_force_which_is_nothing_to_change()
    {
        Begin(Line("08:00-14:00", Rooms.Here));

        Assert.True(draft.IsSame);
        Assert.Null(draft.Unsaid);
        Assert.Contains("101", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_sentence_is_quoted_around_what_is_wrong_and_a_short_one_whole()
    {
        Assert.Equal(new("пн ", "абв", ", 9-15"), SaidEcho.Of("пн абв, 9-15", 3, 3));
        Assert.Equal(new("пн", "…", ""), SaidEcho.Of("пн", 2, 0));

        var echo = SaidEcho.Of(new string('а', 3000) + new string('б', 4000) + new string('в', 3000), 3000, 4000);

        Assert.Equal(("…" + new string('а', 80), new string('б', 120) + "…", new string('в', 80) + "…"), (echo.Before, echo.Faulty, echo.After));
        Assert.All(Enumerable.Range(0, 200).Select(i => SaidEcho.Of(new string(' ', i) + string.Concat(Enumerable.Repeat("🙂", 400)), 200 + (i % 2 == 0 ? 0 : 1), 300)), e => Assert.True((e.Before + e.Faulty + e.After).Replace("…", "").IsNormalized()));
    }

    [Fact]
    public void Words_without_a_date_hold_from_the_date_of_the_field()
    {
        var picture = Begin(Line("08:00-14:00", Rooms.Here));
        draft.From = new(2026, 12, 10);

        Type(picture, "по чётным 8–12 каб. 101, по нечётным 14–20 каб. 101");

        var change = draft.Change(picture, Sites.Here);
        Assert.Equal(new(2026, 12, 10), change.From);
        Assert.Equal(["EvenDates", "OddDates"], change.Lines.Select(l => l.Pattern.Kind.ToString()));
        Assert.All(change.Lines, l => Assert.Equal([Rooms.Here], l.Rooms));
        Assert.False(draft.DatedByWords);
    }

    [Fact]
    public void A_later_date_in_the_words_counts_and_the_past_is_never_touched()
    {
        var picture = Begin(Line("08:00-14:00", Rooms.Here));
        draft.From = new(2020, 1, 1);

        Type(picture, "по будням 9–15, с 1 июня 2027 года");
        Assert.True(draft.DatedByWords);
        Assert.Equal(new(2027, 6, 1), draft.Begins);

        Type(picture, "по будням 9–15");
        Assert.Equal(Today, draft.Begins);
    }

    [Fact]
    public void Lines_of_another_site_go_on_as_they_are()
    {
        var elsewhere = Line("09:00-12:00", Rooms.There) with { Site = Sites.There };
        var picture = Begin(Line("14:00-18:00", Rooms.Here), elsewhere);

        Type(picture, "по будням 14–20");

        Assert.DoesNotContain("9", draft.Text, StringComparison.Ordinal);
        Assert.Equal([Sites.Here, Sites.There], draft.Change(picture, Sites.Here).Lines.Select(l => l.Site));
        Assert.Same(elsewhere, draft.Change(picture, Sites.Here).Lines[1]);
    }

    [Fact]
    public void What_the_words_leave_out_and_all_lines_said_alike_is_offered_and_said()
    {
        var picture = Begin(Line("08:00-14:00", Rooms.Here) with { MinutesPerVisit = 15 });

        Type(picture, "по чётным 8–12, по нечётным 14–18");
        Assert.Equal((15, "101"), (draft.Unsaid!.MinutesPerVisit, draft.Unsaid.Rooms.Single()));

        draft.SayUnsaid();
        draft.Read(Sites.Here, Names(picture));
        Assert.Null(draft.Unsaid);
        Assert.All(draft.Lines, l => Assert.Equal((15, Rooms.Here), (l.MinutesPerVisit, l.Rooms.Single())));
    }

    [Fact]
    public void A_room_of_another_site_or_of_nowhere_is_named_as_the_fault()
    {
        var picture = Begin(Line("08:00-14:00", Rooms.Here));

        Type(picture, "по будням 8–14 каб. 201");

        Assert.False(draft.IsSound);
        Assert.Equal(new UnknownName(ProblemCodes.UnknownRoom, "201"), draft.Unknown);
    }

    [Fact]
    public void Somebody_elses_change_leaves_the_words_alone()
    {
        var picture = Begin(Line("08:00-14:00", Rooms.Here));
        Type(picture, "по будням 9–15");

        draft.Adopt(Picture(Line("09:00-15:00", null)), Sites.Here, Names(picture));
        draft.Read(Sites.Here, Names(picture));

        Assert.Equal("по будням 9–15", draft.Text);
        Assert.True(draft.IsSame);
    }

    private RosterPicture Begin(params LineDraft[] lines)
    {
        var picture = Picture(lines);
        draft.Begin(picture, Sites.Here, Names(picture));
        return picture;
    }

    private void Type(RosterPicture picture, string words)
    {
        draft.Text = words;
        draft.Read(Sites.Here, Names(picture));
        Assert.True(draft.Reading is { IsRead: true }, draft.Reading?.Refusal?.ToString());
    }

    private static RosterNames Names(RosterPicture picture) => new(picture.Rooms, picture.Offers);

    private static LineDraft Line(string hours, RoomId? room) => new()
    {
        Site = Sites.Here,
        Pattern = RosterPattern.OnWeekdays("12345"),
        Hours = WorkHours.Of(hours),
        Rooms = room is { } id ? [id] : [],
        From = new(2026, 1, 1),
    };

    private static RosterPicture Picture(params LineDraft[] lines) => new()
    {
        Doctor = new(1),
        Name = new PersonName("Петров", "Пётр", null),
        Active = true,
        RosterVersion = 1,
        Today = Today,
        Lines = [.. lines.Select((l, i) => new PlacedLine(i + 1, l, LineState.Current))],
        Exceptions = [],
        Absences = [],
        Closures = [],
        Days = [],
        Sites = [new Site { Id = Sites.Here, TimeZone = "Europe/Moscow" }, new Site { Id = Sites.There, TimeZone = "Europe/Moscow" }],
        Rooms = [new(Rooms.Here, Sites.Here, "101", true), new(Rooms.There, Sites.There, "201", true)],
        Offers = [],
    };
}
