using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>What a cell or card of the board is known by in the page, to bring the focus back to it.</summary>
public static class BoardKeys
{
    public static string Free(DoctorId doctor, DateTime start) => string.Create(CultureInfo.InvariantCulture, $"f-{doctor}-{Cell.Of(start)}");

    public static string Visit(BookingId id) => $"v-{id}";

    public static string Hold(HoldId id) => $"h-{id}";

    /// <summary>Of time that cannot be booked: the doctor, 0 for nobody, the first cell and how many.</summary>
    public static string Gap(DoctorId doctor, TimeRange range)
    {
        var (from, to) = Cell.Span(range);
        return string.Create(CultureInfo.InvariantCulture, $"g-{doctor}-{from}-{to - from}");
    }

    public static BoardFree? FindFree(IReadOnlyList<BoardColumn> columns, string? key) =>
        columns.SelectMany(c => c.Free).FirstOrDefault(f => Free(f.DoctorId, f.Range.Start) == key);

    public static BoardVisit? FindVisit(IReadOnlyList<BoardColumn> columns, string? key) =>
        columns.SelectMany(c => c.Visits).FirstOrDefault(v => Visit(v.Id) == key);

    /// <summary>Whose time a key means and which: null where nothing of the board has the key.</summary>
    public static (DoctorId Doctor, TimeRange Range)? Find(IReadOnlyList<BoardColumn> columns, string key)
    {
        if (key.Split('-') is ["g", var who, var from, var count] && int.TryParse(who, CultureInfo.InvariantCulture, out var doctor)
            && int.TryParse(from, CultureInfo.InvariantCulture, out var first) && int.TryParse(count, CultureInfo.InvariantCulture, out var cells)
            && cells is > 0 and <= 24 * 60 / Cell.Minutes * 2 && first is > 0 and < 24_192_000)
        {
            return (new(doctor), new(Cell.Start(first), Cell.Start(first + cells)));
        }

        if (FindVisit(columns, key) is { } visit)
        {
            return (visit.DoctorId, visit.Range);
        }

        if (columns.SelectMany(c => c.Holds).FirstOrDefault(h => Hold(h.Id) == key) is { } hold)
        {
            return (hold.DoctorId, hold.Range);
        }

        return null;
    }
}
