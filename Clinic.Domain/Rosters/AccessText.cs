using System.Globalization;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters;

/// <summary>The text form of access rules.</summary>
internal static class AccessText
{
    internal static string Of(AccessRule rule) => string.Join(' ', Words(rule));

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    internal static AccessRule Parse(string text)
    {
        var words = text.Split(' ');
        if (words.Length < 2 || !Enum.TryParse<AccessKind>(words[0], ignoreCase: true, out var kind))
        {
            throw new FormatException($"'{text}' is not an access rule.");
        }

        var rule = new AccessRule { Kind = kind, Channels = words[1].Split(',') };
        return words.Skip(2).Aggregate(rule, With);
    }

    private static IEnumerable<string> Words(AccessRule rule)
    {
        yield return rule.Kind.ToString().ToLowerInvariant();
        yield return string.Join(',', rule.Channels);
        if (rule.Part is { } part)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"part={part.Start:HH\\:mm}-{part.End:HH\\:mm}");
        }

        if (rule.Visits != VisitKind.Any)
        {
            yield return $"visits={rule.Visits.ToString().ToLowerInvariant()}";
        }

        if (rule.Percent is { } percent)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"share={percent}");
        }

        if (rule.Count is { } count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"count={count}");
        }

        if (rule.DaysBefore is { } days)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"opens={days}d@{rule.At ?? TimeOnly.MinValue:HH\\:mm}");
        }

        if (rule.ReleaseHours is { } hours)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"release={hours}h");
        }
    }

    private static AccessRule With(AccessRule rule, string word)
    {
        var parts = word.Split('=', 2);
        var value = parts.Length == 2 ? parts[1] : "";
        return parts[0] switch
        {
            "part" => rule with { Part = WorkHours.Parse(value).Stretches.Single() },
            "visits" => rule with { Visits = Enum.Parse<VisitKind>(value, ignoreCase: true) },
            "share" => rule with { Percent = Number(value) },
            "count" => rule with { Count = Number(value) },
            "opens" => rule with { DaysBefore = Number(value.Split("d@")[0]), At = TimeOnly.ParseExact(value.Split("d@")[1], "HH:mm", CultureInfo.InvariantCulture) },
            "release" => rule with { ReleaseHours = Number(value.TrimEnd('h')) },
            _ => throw new FormatException($"'{word}' says nothing in an access rule."),
        };
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
