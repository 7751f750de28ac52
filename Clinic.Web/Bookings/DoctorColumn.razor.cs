using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Bookings;

/// <summary>One column of the board: a doctor's day, a room's day or one day of a doctor's week.</summary>
public sealed partial class DoctorColumn
{
    private (BoardColumn Column, TimeRange Shown, BookingId? Moving) drawn;
    private bool differs;

    [Parameter, EditorRequired]
    public BoardColumn Column { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardDay Day { get; set; } = null!;

    /// <summary>The booking that is being moved.</summary>
    [Parameter]
    public BookingId? Moving { get; set; }

    private TimeRange Shown => Column.Hours ?? Day.Shown;

    /// <summary>The same column on another day, where the focus goes when the day changes.</summary>
    private string Name => Column.Date is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Column.Room is { } room ? $"r{room.Id}" : $"d{Column.DoctorId}";

    private string Title => Column.Date is { } date ? date.ToString(T["DateFormat"], CultureInfo.CurrentCulture) : Column.Room is { } room ? T["Room", room.Name] : Column.Name.Full;

    /// <summary>To whom a card goes that is put where nothing is free.</summary>
    private DoctorId LaneDoctor => Column.Room is null ? Column.DoctorId : Column.Shifts.Select(s => s.DoctorId).FirstOrDefault();

    private string? DayAddress => Column.Date is { } date ? string.Create(CultureInfo.InvariantCulture, $"/board?date={date:yyyy-MM-dd}&site={Day.Site.Id}") : null;

    // A board has many columns and a change touches one: the others are not drawn again.
    protected override void OnParametersSet()
    {
        var now = (Column, Shown, Moving);
        differs = !ReferenceEquals(drawn.Column, Column) || drawn.Shown != Shown || drawn.Moving != Moving;
        drawn = now;
    }

    protected override bool ShouldRender() => differs;

    private int Seconds(BoardHold hold) => Math.Max(1, (int)(hold.ExpiresAt - Clock.GetUtcNow().UtcDateTime).TotalSeconds);
}
