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

    /// <summary>
    /// The cells in which the doctor is busy, counted from the first of the visit, each stretch with the cell after its last. Buffers belong to
    /// the part that touches the start or the end of the visit; parts beyond its end are cut off.
    /// </summary>
    /// <param name="length">Cells of the visit.</param>
    /// <param name="before">Cells of the buffer before it.</param>
    /// <param name="after">Cells of the buffer behind it.</param>
    public IEnumerable<(int From, int To)> Cells(int length, int before, int after) =>
        (IsWhole ? [(From: 0, To: length)] : Parts.Select(p => (From: Cell.Count(p.From), To: Math.Min(Cell.Count(p.To), length))).Where(p => p.From < p.To))
        .Select(p => (p.From == 0 ? -before : p.From, p.To == length ? length + after : p.To));

    public bool Equals(VisitParts? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override bool Equals(object? obj) => Equals(obj as VisitParts);

    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(',', Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.From}-{p.To}")));

    private static bool Minutes(string text, out int minutes) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes % Cell.Minutes == 0 && minutes <= 24 * 60;
}
