using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>What the hours in one cell came to.</summary>
/// <param name="Work">In order of start; empty when <paramref name="Code"/> says what is wrong with the hours.</param>
/// <param name="Code">Null, or end-before-start, overlapping-hours (errors), unusual-hours (a warning).</param>
/// <param name="Expected">Data for the problem's text.</param>
internal sealed record HoursReading(IReadOnlyList<WorkInterval> Work, string? Code = null, string? Expected = null);

/// <summary>Reads working hours as clinics write them: "9-15", "8:00–14:00; 15-18", "с 9 до 15 каб. 204", "9h30-12h", "9am-3pm".</summary>
/// <remarks>
/// A single room in the cell counts for all its hours; with several, each belongs to the hours before it (or after it, when
/// it comes first). A break ("обед 13-14") is cut out of the hours around it.
/// </remarks>
internal static partial class HoursText
{
    private const string RoomWord =
        @"(?:кабинет|каб|комната|комн|ауд|к|k|№|room|rm|office|salle|cabinet|cab|bureau|bur|@)\s?\.?\s?(?:№|n°|no\.|#)?\s?";

    private static readonly string Interval =
        $@"(?:\b(?:с|c|from|de)\s?)?{Time('s')}\s?(?:-|\bдо\b|\bпо\b|\bto\b|\btill\b|\buntil\b|\bà\b|\ba\b|\bau\b|\.{{2,3}}|…)\s?{Time('e')}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Token = new(
        $@"\G(?:(?<break>\(?\s?(?:перерыв|обед|пер\.|lunch|break|pause|déjeuner|dejeuner|repas)\s?:?\s?{Interval}\s?\)?)|(?<work>{Interval})|(?<room>\(\s?(?:{RoomWord})?(?<id>\d[\p{{L}}\d/.-]{{0,9}})\s?\)|\[\s?(?:{RoomWord})?(?<id>\d[\p{{L}}\d/.-]{{0,9}})\s?\]|(?<![\p{{L}}]){RoomWord}(?<id>[\p{{L}}\d][\p{{L}}\d/.-]{{0,19}}))|(?<between>[\s,;/+&|.*]|\b(?:и|and|et)\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        Patience);

    // "9", "9:00", "9.00", "9h30", "9 ч", "900" (raised minutes lose their height), "9am"; groups sh, sm, sap or eh, em, eap.
    private static string Time(char end) =>
        $@"(?:(?<{end}h>\d{{1,2}})(?:\s*[:.]\s?(?<{end}m>\d{{2}})(?::00)?|\s?(?:h|ч\.?)\s?(?<{end}m>\d{{2}})(?!\d))?|(?<{end}h>\d{{1,2}})(?<{end}m>\d{{2}}))(?!\d)(?:\s?(?:часов|часа|час|ч|hrs?|h|мин|min)\b\.?)?(?:\s?(?<{end}ap>[ap])\.?m\b\.?)?";

    [GeneratedRegex(@"(?<=\d),(?=\d\d(?!\d))")]
    private static partial Regex CommaMinutes();

    [GeneratedRegex(@"(?<!\d)(?<h>\d{1,2})-(?<m>00|15|30|45)(?!\d)")]
    private static partial Regex DashMinutes();

    /// <summary>Null when the text is not a list of hours (and, perhaps, rooms) from end to end.</summary>
    public static HoursReading? Read(string text)
    {
        var clean = CellText.Clean(text);
        if (clean.Length == 0 || clean.Length > GridLimits.Roster.CellCharacters || !clean.Any(char.IsAsciiDigit))
        {
            return null;
        }

        // "9,30-13,00" and "8-30-14-00" are only tried when the plain reading fails: "9-13,14-18" is two intervals.
        return Parse(clean)
            ?? Parse(CommaMinutes().Replace(clean, ":"))
            ?? Parse(DashMinutes().Replace(clean, "${h}:${m}"))
            ?? Parse(DashMinutes().Replace(CommaMinutes().Replace(clean, ":"), "${h}:${m}"));
    }

    private static HoursReading? Parse(string text)
    {
        var work = new List<Span>();
        var breaks = new List<Span>();
        var rooms = new List<(int AfterInterval, string Id)>();
        for (var at = 0; at < text.Length;)
        {
            var token = Token.Match(text, at);
            if (!token.Success || token.Length == 0)
            {
                return null;
            }

            at += token.Length;
            if (token.Groups["room"].Success)
            {
                rooms.Add((work.Count, token.Groups["id"].Value.TrimEnd('.', '-', '/')));
            }
            else if (!token.Groups["between"].Success)
            {
                if (Span.From(token) is not { } span)
                {
                    return null;
                }

                (token.Groups["break"].Success ? breaks : work).Add(span);
            }
        }

        return work.Count == 0 ? null : Judge(work, breaks, rooms);
    }

    private static HoursReading Judge(List<Span> work, List<Span> breaks, List<(int AfterInterval, string Id)> rooms)
    {
        if (work.Concat(breaks).FirstOrDefault(span => span.IsBackwards) is { } backwards)
        {
            return new([], WorkbookProblemCodes.EndBeforeStart, backwards.Suggestion());
        }

        var placed = work
            .Select((span, i) => span with { Room = RoomOf(i, work.Count, rooms) })
            .OrderBy(span => span.Start)
            .ToList();
        for (var i = 1; i < placed.Count; i++)
        {
            if (placed[i].Start < placed[i - 1].End)
            {
                return new([], WorkbookProblemCodes.OverlappingHours, $"{placed[i - 1].Interval.Print()}, {placed[i].Interval.Print()}");
            }
        }

        if (placed[^1].End > placed[0].Start + Span.Day)
        {
            return new([], WorkbookProblemCodes.OverlappingHours, $"{placed[0].Interval.Print()}, {placed[^1].Interval.Print()}");
        }

        foreach (var pause in breaks)
        {
            var around = placed.FindIndex(span => span.Start < pause.Start && pause.End < span.End);
            if (around < 0)
            {
                return new([], WorkbookProblemCodes.OverlappingHours, pause.Interval.Print());
            }

            var whole = placed[around];
            placed[around] = whole with { End = pause.Start };
            placed.Insert(around + 1, whole with { Start = pause.End });
        }

        var unusual = placed.Find(span => span.IsUnusual);
        return new(
            [.. placed.Select(span => span.Interval)],
            unusual is null ? null : WorkbookProblemCodes.UnusualHours,
            unusual?.Interval.Print());
    }

    private static string? RoomOf(int interval, int intervals, List<(int AfterInterval, string Id)> rooms)
    {
        if (rooms.Count == 1 || intervals == 1)
        {
            return rooms.Count > 0 ? rooms[0].Id : null;
        }

        // "каб. 1 9-13; каб. 2 14-18": the room comes first when nothing precedes the first one.
        var shift = rooms.Count > 0 && rooms[0].AfterInterval == 0 ? 0 : 1;
        return rooms.Find(room => room.AfterInterval == interval + shift).Id;
    }

    /// <summary>Minutes since midnight; the end may lie in the next day.</summary>
    private sealed record Span(int Start, int End, string? Room = null)
    {
        public const int Day = 24 * 60;

        public WorkInterval Interval => new(ToTime(Start), ToTime(End), Room);

        /// <summary>"15-9" or "9-5": an end before the start is a night only when it is no longer than 16 hours, or a whole day.</summary>
        public bool IsBackwards => End > Day && End - Start is > 16 * 60 and not Day;

        /// <summary>Worth a second look: "1-5" may mean 13–17, "12-3" noon to three; a day and night on duty is rare.</summary>
        public bool IsUnusual => End - Start > 14 * 60 || Start < 5 * 60 || (End > Day && End < Day + (5 * 60));

        public static Span? From(Match token)
        {
            var (start, end) = (Minutes(token, "s"), Minutes(token, "e"));
            if (start is null || end is null || start == Day)
            {
                return null;
            }

            var (from, to) = (start.Value, end.Value);
            if (token.Groups["sap"].Success && !token.Groups["eap"].Success && to <= from && to <= Day / 2)
            {
                to += Day / 2; // "9am-3"
            }

            // "1-3pm" starts after noon, "9-3pm" before.
            if (!token.Groups["sap"].Success && token.Groups["eap"].Value is "p" or "P" && from < Day / 2 && from + (Day / 2) < to)
            {
                from += Day / 2;
            }

            return new(from, to <= from ? to + Day : to);
        }

        public string Suggestion()
        {
            var end = End - Day;
            return Start < Day / 2 && end + (Day / 2) > Start
                ? new WorkInterval(ToTime(Start), ToTime(end + (Day / 2))).Print()
                : new WorkInterval(ToTime(end), ToTime(Start)).Print();
        }

        private static int? Minutes(Match token, string end)
        {
            var hour = int.Parse(token.Groups[end + "h"].Value, CultureInfo.InvariantCulture);
            var minute = token.Groups[end + "m"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
            if (token.Groups[end + "ap"] is { Success: true } half)
            {
                if (hour is < 1 or > 12)
                {
                    return null;
                }

                hour = (hour % 12) + (half.Value is "p" or "P" ? 12 : 0);
            }

            return minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) ? (hour * 60) + minute : null;
        }

        private static TimeOnly ToTime(int minutes) => new(minutes % Day / 60, minutes % 60);
    }
}
