using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>The rows of a change of rosters as the audit keeps them: all of each, so that it can be brought back exactly as it was.</summary>
internal sealed record RosterFacts(
    IReadOnlyList<LineFacts> Lines, IReadOnlyList<DayFacts> Days, IReadOnlyList<AbsenceFacts> Absences, IReadOnlyList<ClosureFacts> Closures, IReadOnlyList<OutageFacts> Outages)
{
    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<DayReason>(), new JsonStringEnumConverter<ResourceKind>() },
    };

    /// <summary>The batch that was taken back by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Undoes { get; init; }

    /// <summary>Null where the entry is of something else.</summary>
    internal static RosterFacts? Read(string? json)
    {
        try
        {
            return json is null || JsonSerializer.Deserialize<RosterFacts>(json, Names) is not { Lines: not null, Days: not null, Absences: not null, Closures: not null, Outages: not null } facts ? null : facts;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal JsonElement Json() => JsonSerializer.SerializeToElement(this, Names);
}

/// <summary>A kept row.</summary>
/// <param name="Id">Of the stored row.</param>
internal abstract record RowFacts(int Id)
{
    /// <summary>Whether this row cannot come back where that one stands.</summary>
    internal virtual bool Meets(RowFacts there) => this with { Id = 0 } == there with { Id = 0 };
}

internal sealed record LineFacts(
    int Id, int Site, string Pattern, string Hours, string Rooms, string VisitTypes, string Access, int? Minutes, DateOnly From, DateOnly? To) : RowFacts(Id)
{
    internal static LineFacts Of(RosterLine line) => new(
        line.Id, line.SiteId.Value, line.Pattern.ToString(), line.Hours.ToString(), line.Rooms.ToString(), line.VisitTypes.ToString(), line.Access.ToString(), line.MinutesPerVisit, line.ValidFrom, line.ValidTo);

    internal RosterLine Row(DoctorId doctor) => new()
    {
        Id = Id,
        DoctorId = doctor,
        SiteId = new(Site),
        Rooms = IdList.Parse<RoomId>(Rooms, id => new(id)),
        VisitTypes = IdList.Parse<VisitTypeId>(VisitTypes, id => new(id)),
        Access = AccessRules.Parse(Access),
        Pattern = RosterPattern.Parse(Pattern),
        Hours = WorkHours.Parse(Hours),
        MinutesPerVisit = Minutes,
        ValidFrom = From,
        ValidTo = To,
    };
}

internal sealed record DayFacts(
    int Id, int Site, DateOnly Date, string Hours, string Rooms, string VisitTypes, string? Access, int? Minutes, DayReason Reason) : RowFacts(Id)
{
    internal static DayFacts Of(RosterException day) => new(
        day.Id, day.SiteId.Value, day.Date, day.Hours.ToString(), day.Rooms.ToString(), day.VisitTypes.ToString(), day.Access?.ToString(), day.MinutesPerVisit, day.Reason);

    // All rows of a date together say what the date is like.
    internal override bool Meets(RowFacts there) => there is DayFacts day && day.Site == Site && day.Date == Date;

    internal RosterException Row(DoctorId doctor) => new()
    {
        Id = Id,
        DoctorId = doctor,
        SiteId = new(Site),
        Date = Date,
        Hours = WorkHours.Parse(Hours),
        Rooms = IdList.Parse<RoomId>(Rooms, id => new(id)),
        VisitTypes = IdList.Parse<VisitTypeId>(VisitTypes, id => new(id)),
        Access = Access is null ? null : AccessRules.Parse(Access),
        MinutesPerVisit = Minutes,
        Reason = Reason,
    };
}

internal sealed record AbsenceFacts(int Id, DateOnly From, DateOnly To, DayReason Reason) : RowFacts(Id)
{
    internal static AbsenceFacts Of(Absence absence) => new(absence.Id, absence.From, absence.To, absence.Reason);

    internal Absence Row(DoctorId doctor) => new() { Id = Id, DoctorId = doctor, From = From, To = To, Reason = Reason };
}

internal sealed record ClosureFacts(int Id, int Site, DateOnly From, DateOnly To, string Reason) : RowFacts(Id)
{
    internal static ClosureFacts Of(Closure closure) => new(closure.Id, closure.SiteId.Value, closure.From, closure.To, closure.Reason);

    internal Closure Row() => new() { Id = Id, SiteId = new(Site), From = From, To = To, Reason = Reason };
}

internal sealed record OutageFacts(int Id, ResourceKind Kind, int Number, DateTime From, DateTime To, string Reason) : RowFacts(Id)
{
    internal static OutageFacts Of(Outage outage) =>
        new(outage.Id, outage.ResourceId.Kind, (int)outage.ResourceId.Number, Stored(outage.From), Stored(outage.To), outage.Reason);

    internal Outage Row() => new()
    {
        Id = Id,
        ResourceId = Kind == ResourceKind.Room ? ResourceId.Room(new(Number)) : ResourceId.Device(new(Number)),
        From = From,
        To = To,
        Reason = Reason,
    };

    // PostgreSQL keeps microseconds.
    private static DateTime Stored(DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
