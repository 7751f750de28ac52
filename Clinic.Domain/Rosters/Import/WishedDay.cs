using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>A stretch of work that a cell asks for.</summary>
/// <param name="Cell">Where it is written.</param>
/// <param name="RoomSaid">Whether the workbook names a room; else the present one is kept.</param>
internal sealed record WishedWork(WorkPiece Piece, CellPlace Cell, bool RoomSaid)
{
    public DateTime Start(DateOnly date) => date.ToDateTime(TimeOnly.MinValue).AddMinutes(Piece.StartMinute);

    public DateTime End(DateOnly date) => date.ToDateTime(TimeOnly.MinValue).AddMinutes(Piece.EndMinute);
}

internal sealed record CellPlace(string Sheet, string Address, string Text)
{
    public override string ToString() => $"{Sheet}!{Address}";
}

/// <summary>What all lines of a doctor together ask for on one date.</summary>
internal sealed class WishedDay(DateOnly date)
{
    public DateOnly Date => date;

    public List<WishedWork> Work { get; } = [];

    public DayReason? Reason { get; set; }

    /// <summary>A cell of the day was not understood or contradicts another: leave the day as it is.</summary>
    public bool Faulty { get; set; }

    /// <summary>The wish in full: what the workbook leaves open – room, minutes – stays as it is now or as the lines have it.</summary>
    public DayPlan Over(DayPlan now, DayPlan lines)
    {
        var present = now.Work.Count > 0 ? now : lines;
        return Work.Count == 0 ? new([], Reason) : DayPlan.Of(Work.Select(w => Filled(w, present)));
    }

    private static WorkPiece Filled(WishedWork wish, DayPlan day)
    {
        var present = day.Work.FirstOrDefault(w => w.Overlaps(wish.Piece)) ?? (day.Work is [var first, ..] ? first : null);
        return present is null ? wish.Piece : wish.Piece with
        {
            Room = wish.RoomSaid ? wish.Piece.Room : present.Room,
            Minutes = wish.Piece.Minutes ?? present.Minutes,
        };
    }

    public static DayReason? ReasonOf(DayMark mark) => mark switch
    {
        DayMark.Vacation => DayReason.Vacation,
        DayMark.Sick => DayReason.Sick,
        DayMark.Trip => DayReason.Trip,
        DayMark.Training => DayReason.Training,
        DayMark.Holiday => DayReason.Holiday,
        DayMark.OtherAbsence => DayReason.Other,
        _ => null,
    };
}
