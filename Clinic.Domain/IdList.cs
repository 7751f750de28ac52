using System.Globalization;

namespace Clinic.Domain;

/// <summary>Ids in an order that means something (the first room of a pool is the usual one). Text form: <c>3,5,7</c>; empty for none.</summary>
public sealed class IdList<T>(IReadOnlyList<T> ids) : IEquatable<IdList<T>>
    where T : struct
{
    public static readonly IdList<T> None = new([]);

    public IReadOnlyList<T> Ids => ids;

    public int Count => ids.Count;

    public T? First => ids.Count > 0 ? ids[0] : null;

    public bool Contains(T id) => ids.Contains(id);

    public bool Equals(IdList<T>? other) => other is not null && ids.SequenceEqual(other.Ids);

    public override bool Equals(object? obj) => Equals(obj as IdList<T>);

    public override int GetHashCode() => ids.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(',', ids);
}

/// <summary>Makes and reads lists of ids.</summary>
public static class IdList
{
    public static IdList<T> Of<T>(params IEnumerable<T> ids)
        where T : struct => new([.. ids.Distinct()]);

    /// <exception cref="FormatException">The text is not in the text form.</exception>
    public static IdList<T> Parse<T>(string text, Func<int, T> make)
        where T : struct => text.Length == 0 ? IdList<T>.None : Of(text.Split(',').Select(t => make(int.Parse(t, NumberStyles.None, CultureInfo.InvariantCulture))));
}
