using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Sites;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Bookings;

/// <summary>A button of a column.</summary>
/// <param name="Key">Tells it from its neighbours when they are drawn anew.</param>
/// <param name="Name">As <see cref="BoardKeys"/> writes it.</param>
/// <param name="Style">Where it stands.</param>
/// <param name="Class">What it is and how it looks.</param>
public sealed record CellLook(object Key, string Name, string Style, string Class)
{
    /// <summary>What it is called, where its text does not say it.</summary>
    public string? Label { get; init; }

    /// <summary>Words of the clinic's people are escaped in it.</summary>
    public MarkupString Text { get; init; }
}

/// <summary>
/// A column as it is drawn, made once for all the boards that show it: forty open boards would have forty copies of each of its thousand texts, and a dozen
/// frames for the inside of each card.
/// </summary>
public sealed class ColumnLook
{
    private const int RoomForText = 4;
    private const int RoomForPhone = 5;
    private const int RoomForType = 3;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly ConditionalWeakTable<BoardColumn, ConcurrentDictionary<(string Language, string Zone, TimeRange Shown), ColumnLook>> Made = [];

    private readonly BoardColumn column;
    private readonly Site site;
    private readonly TimeRange shown;
    private readonly IStringLocalizer<BoardTexts> texts;
    private readonly IStringLocalizer<BoardViewTexts> views;

    private ColumnLook(BoardColumn column, Site site, TimeRange shown, IStringLocalizer<BoardTexts> texts, IStringLocalizer<BoardViewTexts> views)
    {
        (this.column, this.site, this.shown, this.texts, this.views) = (column, site, shown, texts, views);
        Shifts = [.. column.Shifts.Select(s => new CellLook((1, s.Range, s.DoctorId), "", BoardLayout.Place(s.Range, shown), "shift"))];
        Gaps = [.. BoardGap.Of(column, shown).Select(Gap)];
        Free = [.. column.Free.Select(OfFree)];
        Visits = [.. BoardLayout.SideBySide(column.Visits).Select(v => Visit(v.Visit, v.Lane, v.Lanes))];
    }

    public IReadOnlyList<CellLook> Shifts { get; }

    public IReadOnlyList<CellLook> Gaps { get; }

    public IReadOnlyList<CellLook> Free { get; }

    public IReadOnlyList<CellLook> Visits { get; }

    /// <param name="column">What is drawn.</param>
    /// <param name="site">Whose clock is shown.</param>
    /// <param name="shown">The hours from the first row to the last.</param>
    /// <param name="texts">In the language of who looks.</param>
    /// <param name="views">In the same.</param>
    public static ColumnLook Of(BoardColumn column, Site site, TimeRange shown, IStringLocalizer<BoardTexts> texts, IStringLocalizer<BoardViewTexts> views) =>
        Made.GetOrCreateValue(column).GetOrAdd((CultureInfo.CurrentUICulture.Name, site.TimeZone, shown), _ => new(column, site, shown, texts, views));

    private CellLook Gap(BoardGap gap) => new((2, gap.Range.Start), BoardKeys.Gap(gap.DoctorId, gap.Range), BoardLayout.Place(gap.Range, shown), $"gap {Class(gap.Kind)}")
    {
        Label = views.Gap(gap, site),
        Text = new(gap.Kind switch
        {
            GapKind.Reserved => Encoder.Encode(views.Reserved(gap.Reserved!, site)),
            GapKind.RoomTaken => Encoder.Encode(texts["RoomTaken"]),
            _ => "",
        }),
    };

    private CellLook OfFree(BoardFree free) => new((3, free.Range.Start), BoardKeys.Free(free.DoctorId, free.Range.Start), BoardLayout.Place(free.Range, shown), "free")
    {
        Text = new(site.Clock(free.Range.Start)),
    };

    private CellLook Visit(BoardVisit visit, int lane, int lanes)
    {
        var height = BoardLayout.Height(visit.Range, shown);
        var place = BoardLayout.Place(visit.Range, shown);
        return new(
            visit.Id,
            BoardKeys.Visit(visit.Id),
            lanes == 1 ? place : string.Create(CultureInfo.InvariantCulture, $"{place};--lane:{lane};--lanes:{lanes}"),
            string.Concat("visit-card ", StatusLook.Class(visit.Status), height >= RoomForText ? " tall" : "", visit.OverrideReason is not null ? " override" : ""))
        {
            Text = new(Card(visit, height)),
        };
    }

    private string Card(BoardVisit visit, int height)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<span class=\"who\"><i>{site.Clock(visit.Range)}, </i><span>{Encoder.Encode(visit.Patient?.Short ?? texts["NoName"])}</span>");
        if (height < RoomForType)
        {
            // In the line of the name only where there is no other.
            html.Append(Waits(visit));
        }

        if (visit.OverrideReason is { } over)
        {
            html.Append(CultureInfo.InvariantCulture, $"<i class=\"rzi mark over\" aria-hidden=\"true\">layers</i><i>, {Encoder.Encode(over.Length == 0 ? views["Override"] : views["Override.Why", over])}</i>");
        }

        if (!visit.Identified)
        {
            html.Append("<i class=\"rzi mark\" aria-hidden=\"true\">language</i>");
        }

        html.Append("</span>");
        if (height >= RoomForType)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"what\">{Waits(visit)}{Encoder.Encode((column.Room is null ? visit.VisitType.ToString() : visit.Doctor?.Short) ?? "")}</span>");
        }

        if (height >= RoomForText && visit.OverrideReason is { Length: > 0 } reason)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"why\">{Encoder.Encode(reason)}</span>");
        }
        else if (height >= RoomForPhone && visit.Phone is { } phone)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"phone tnum\">{Encoder.Encode(Phone.Format(phone))}</span>");
        }

        return html.ToString();
    }

    /// <summary>For how long the patient waits or is in the room, which the page counts by itself; else when the visit is expected to begin.</summary>
    private string Waits(BoardVisit visit)
    {
        DateTime? since = visit.Status switch
        {
            BookingStatus.Arrived => visit.ArrivedAt,
            BookingStatus.InProgress => visit.StartedAt,
            _ => null,
        };
        return since is { } then ? $"<b class=\"since tnum\" data-since=\"{BoardWords.Ticks(then)}\"{(visit.Status == BookingStatus.Arrived ? " data-waits" : "")}></b> "
            : visit.Expected is { } expected ? $"<b class=\"since tnum\">{Encoder.Encode(views["Expected.Mark", site.Clock(expected)])}</b> "
            : "";
    }

    private static string Class(GapKind kind) => kind switch { GapKind.Closed => "closed", GapKind.Reserved => "reserved", GapKind.RoomTaken => "taken", _ => "rest" };
}
