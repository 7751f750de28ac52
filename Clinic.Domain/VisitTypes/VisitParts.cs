using System.Globalization;

namespace Clinic.Domain.VisitTypes;

/// <summary>
/// The parts of a visit in which the doctor is needed, in minutes from its start; in between an assistant is enough, and the doctor may be
/// with somebody else. Text form: <c>0-10,40-50</c>; empty for the whole visit.
/// </summary>
public sealed class VisitParts : IEquatable<VisitParts>
{
    public static readonly VisitParts Whole = new([]);

    private VisitParts(IReadOnlyList<(int From, int To)> parts) => Parts = parts;

    /// <summary>In order, apart from each other, in steps of a cell; empty for the whole visit.</summary>
    public IReadOnlyList<(int From, int To)> Parts { get; }

    public bool IsWhole => Parts.Count == 0;

    public static bool TryParse(string? text, out VisitParts parts)
    {
        parts = Whole;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var found = new List<(int From, int To)>();
        foreach (var piece in text.Split(','))
        {
            var ends = piece.Split('-');
            if (ends.Length != 2 || !Minutes(ends[0], out var from) || !Minutes(ends[1], out var to) || to <= from || (found.Count > 0 && from <= found[^1].To))
            {
                return false;
            }

            found.Add((from, to));
        }

        parts = new(found);
        return true;
    }

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static VisitParts Parse(string text) => TryParse(text, out var parts) ? parts : throw new FormatException($"'{text}' are no parts of a visit.");

    /// <summary>The instants of a visit at which the doctor is busy; parts beyond its end are cut off.</summary>
    public IEnumerable<TimeRange> Of(TimeRange visit) => IsWhole
        ? [visit]
        : Parts.Select(p => (From: visit.Start.AddMinutes(p.From), To: visit.Start.AddMinutes(p.To)))
            .Where(p => p.From < visit.End)
            .Select(p => new TimeRange(p.From, p.To < visit.End ? p.To : visit.End));

    public bool Equals(VisitParts? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as VisitParts);

    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(',', Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From}-{p.To}")));

    private static bool Minutes(string text, out int minutes) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes % Cell.Minutes == 0 && minutes <= 24 * 60;
}
