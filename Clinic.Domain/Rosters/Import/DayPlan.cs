using System.Globalization;

namespace Clinic.Domain.Rosters.Import;

/// <summary>A room of the site, or one to be created (without an id).</summary>
public sealed record PlannedRoom(string Name, RoomId? Id);

/// <summary>One stretch of work on a day.</summary>
public sealed record WorkPiece(WorkStretch Hours, PlannedRoom? Room, int? Minutes)
{
    internal int StartMinute => Hours.Start.Minute + (Hours.Start.Hour * 60);

    internal int EndMinute => Hours.End.Minute + (Hours.End.Hour * 60) + (Hours.Overnight ? 24 * 60 : 0);

    internal bool Overlaps(WorkPiece other) => StartMinute < other.EndMinute && other.StartMinute < EndMinute;
}

/// <summary>A doctor's day at the site: stretches of work by start, or why there are none.</summary>
/// <param name="Reason">Null on a day with work and on an ordinary day off.</param>
public sealed record DayPlan(IReadOnlyList<WorkPiece> Work, DayReason? Reason)
{
    public static readonly DayPlan Free = new([], null);

    public bool Equals(DayPlan? other) => other is not null && Reason == other.Reason && Work.SequenceEqual(other.Work);

    public override int GetHashCode() => Work.Aggregate(Reason.GetHashCode(), HashCode.Combine);

    /// <summary>"09:00–13:00, 14:00–18:00, каб. 204, по 20 мин".</summary>
    public string Describe(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        if (Work.Count == 0)
        {
            return ImportTexts.Get(Reason is { } reason ? $"reason-{reason}" : "no-work", culture);
        }

        var places = Work.GroupBy(w => (w.Room, w.Minutes)).Select(g => string.Join(", ", [
            .. g.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Hours.Start:HH\\:mm}–{w.Hours.End:HH\\:mm}")),
            .. g.Key.Room is { } room ? [ImportTexts.Format("in-room", culture, room.Name)] : Array.Empty<string>(),
            .. g.Key.Minutes is { } minutes ? [ImportTexts.Format("minutes-each", culture, minutes)] : Array.Empty<string>()]));
        return string.Join("; ", places);
    }

    internal static DayPlan Of(IEnumerable<WorkPiece> work) => new([.. work.OrderBy(w => w.StartMinute).ThenBy(w => w.EndMinute).ThenBy(w => w.Room?.Name, StringComparer.Ordinal)], null);
}
