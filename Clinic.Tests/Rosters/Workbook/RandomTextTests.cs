using System.Globalization;
using System.Text;
using Clinic.Domain.Rosters.Workbook;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class RandomTextTests
{
    private static readonly string[] Dashes = ["-", "–", " - ", "—", "\u00A0–\u00A0", " до ", " to "];
    private static readonly string[] Separators = ["; ", ", ", ";", "/", "\n", " ", " и ", " et "];

    /// <summary>Ways to write a time of day; each can tell every minute.</summary>
    private static readonly Func<TimeOnly, string>[] Styles =
    [
        time => time.ToString("H:mm", CultureInfo.InvariantCulture),
        time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        time => time.ToString("HH.mm", CultureInfo.InvariantCulture),
        time => time.ToString(@"H\hmm", CultureInfo.InvariantCulture),
        time => time.ToString("HHmm", CultureInfo.InvariantCulture),
        time => time.ToString("h:mm tt", CultureInfo.InvariantCulture),
        time => time.Minute == 0 ? time.Hour.ToString(CultureInfo.InvariantCulture) : time.ToString("H:mm", CultureInfo.InvariantCulture),
    ];

    private static readonly string[] Rooms = ["", " к.204", " каб. 204", " (204)", " rm 204", " salle 204", "\nкаб. №204"];

    [Fact]
    public void Any_hours_printed_in_any_style_are_read_back()
    {
        var cases =
            from count in Gen.Choose(1, 3)
            from minutes in Gen.Choose(5 * 12, (24 * 12) - 1).ListOf(count * 2)
            from style in Gen.Choose(0, Styles.Length - 1)
            from dash in Gen.Elements(Dashes)
            from separator in Gen.Elements(Separators)
            from room in Gen.Elements(Rooms)
            select (Times: minutes.Distinct().Order().Select(minute => new TimeOnly(minute * 5 / 60, minute * 5 % 60)).ToArray(), style, dash, separator, room);

        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var work = test.Times.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new WorkInterval(pair[0], pair[1], test.room.Length > 0 ? "204" : null)).ToList();
            var text = string.Join(test.separator, work.Select(interval => Styles[test.style](interval.Start) + test.dash + Styles[test.style](interval.End))) + test.room;

            return work.Count == 0 || Rota.Cell(text).Cell.Work.SequenceEqual(work);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void No_text_in_a_cell_makes_the_reader_throw()
    {
        var alphabet = "0123456789٢༢-–:;.,/()№ \n\thчсдопамАВОБКУrsvxé°'\"=+*_|".ToCharArray();
        var texts = Gen.Elements(alphabet).ArrayOf().Select(letters => new string(letters));

        Prop.ForAll(texts.ToArbitrary(), text => Rota.Cell(text).Cell.Date == new DateOnly(2026, 12, 1))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void No_text_anywhere_makes_the_reader_throw() =>
        Prop.ForAll<string, string, string>((title, name, cell) =>
            Rota.Read(title ?? "", Rota.Header + "|" + (cell ?? ""), Rota.Line(name ?? "", cell ?? "", "9-15"), cell ?? "").Problems is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Prop.ForAll<byte[]>(bytes =>
            Rota.ReadBytes(bytes).Problems.Count >= 0
            && Rota.ReadBytes([0x50, 0x4B, 0x03, 0x04, .. bytes]).Problems.Count == 1
            && Rota.ReadBytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. bytes]).Problems.Count == 1)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_very_long_cell_is_cut_and_told_in_reasonable_time()
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Rota.Line("Петров И. И.", new StringBuilder().Insert(0, "9-13 ", 2_000).ToString()));

        Assert.Equal(60, Assert.Single(reading.Problems).Found.Length);
    }
}
