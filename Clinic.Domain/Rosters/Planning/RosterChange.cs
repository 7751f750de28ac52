using Clinic.Domain.Bookings;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Everything that can be changed about rosters. First computed by <see cref="PlanRosterChange"/>, then saved by <see cref="CommitRosterPlan"/>.</summary>
public abstract record RosterChange
{
    private RosterChange()
    {
    }

    /// <summary>The doctor whose roster changes; null where the change is of a site, a room or a device.</summary>
    public virtual DoctorId? Whose => null;

    /// <summary>
    /// From the date on these lines and no others; what stood before stays. A line that began earlier and is not among them ends the day before;
    /// one that is among them unchanged goes on.
    /// </summary>
    public sealed record SetLines(DoctorId Doctor, DateOnly From, IReadOnlyList<LineDraft> Lines) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>The line's last date becomes <paramref name="Last"/>, today at the earliest; a line still ahead of that date goes away.</summary>
    public sealed record EndLine(DoctorId Doctor, int Line, DateOnly Last) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>
    /// The date differs at this site: with work, these pieces and no others (other hours, an extra day); without, a day off for the reason.
    /// Replaces what was said of the date before.
    /// </summary>
    public sealed record AddException(DoctorId Doctor, SiteId Site, DateOnly Date, DayReason Reason, IReadOnlyList<DayWork> Work) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>The date is as the lines say again.</summary>
    public sealed record RemoveException(DoctorId Doctor, SiteId Site, DateOnly Date) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>The doctor is away on the dates, both included, at every site.</summary>
    public sealed record AddAbsence(DoctorId Doctor, DateOnly From, DateOnly To, DayReason Reason) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>The doctor is back; of an absence that has begun, the past days stay.</summary>
    public sealed record RemoveAbsence(DoctorId Doctor, int Absence) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }

    /// <summary>The site is closed on the dates, both included.</summary>
    public sealed record AddClosure(SiteId Site, DateOnly From, DateOnly To, string Reason) : RosterChange;

    /// <summary>The site opens again; of a closure that has begun, the past days stay.</summary>
    public sealed record RemoveClosure(int Closure) : RosterChange;

    /// <summary>A room or device cannot be used between the instants (UTC).</summary>
    public sealed record AddOutage(ResourceId Resource, DateTime From, DateTime To, string Reason) : RosterChange;

    /// <summary>The room or device is in order again; of an outage that has begun, the past stays.</summary>
    public sealed record RemoveOutage(int Outage) : RosterChange;

    /// <summary>An earlier change is taken back: its rows are as they were before it.</summary>
    /// <param name="Doctor">Whose roster it was; null where it was of a site, a room or a device.</param>
    /// <param name="Before">The rows before it.</param>
    /// <param name="After">The rows as it left them.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="Batch">What it was recorded under.</param>
    internal sealed record PutBack(DoctorId? Doctor, RosterFacts Before, RosterFacts After, DateTime At, Guid Batch) : RosterChange
    {
        public override DoctorId? Whose => Doctor;
    }
}

/// <summary>A roster line as it is written in the editor, not saved yet.</summary>
public sealed record LineDraft
{
    public required SiteId Site { get; init; }

    /// <summary>The room, or a pool of rooms of which any will do, the usual one first; empty for none.</summary>
    public IReadOnlyList<RoomId> Rooms { get; init; } = [];

    /// <summary>Empty for all that the doctor offers.</summary>
    public IReadOnlyList<VisitTypeId> VisitTypes { get; init; } = [];

    public AccessRules Access { get; init; } = AccessRules.None;

    public required RosterPattern Pattern { get; init; }

    public required WorkHours Hours { get; init; }

    public int? MinutesPerVisit { get; init; }

    /// <summary>First date; null or earlier than the change for the date of the change.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last date, included; null for open-ended.</summary>
    public DateOnly? To { get; init; }

    public static LineDraft Of(RosterLine line) => new()
    {
        Site = line.SiteId,
        Rooms = line.Rooms.Ids,
        VisitTypes = line.VisitTypes.Ids,
        Access = line.Access,
        Pattern = line.Pattern,
        Hours = line.Hours,
        MinutesPerVisit = line.MinutesPerVisit,
        From = line.ValidFrom,
        To = line.ValidTo,
    };

    internal RosterLine Line(DoctorId doctor, DateOnly from) => new()
    {
        DoctorId = doctor,
        SiteId = Site,
        Rooms = IdList.Of(Rooms),
        VisitTypes = IdList.Of(VisitTypes),
        Access = Access,
        Pattern = Pattern,
        Hours = Hours,
        MinutesPerVisit = MinutesPerVisit,
        ValidFrom = Begins(from),
        ValidTo = To,
    };

    /// <summary>Whether the line says the same as this draft from the date on.</summary>
    internal bool Continues(RosterLine line, DateOnly from) =>
        Begins(from) == (line.ValidFrom > from ? line.ValidFrom : from)
        && To == line.ValidTo && Site == line.SiteId && Rooms.SequenceEqual(line.Rooms.Ids) && VisitTypes.SequenceEqual(line.VisitTypes.Ids)
        && Access.Equals(line.Access) && Pattern == line.Pattern && Hours == line.Hours && MinutesPerVisit == line.MinutesPerVisit;

    internal DateOnly Begins(DateOnly from) => From is { } own && own > from ? own : from;
}

/// <summary>A piece of work on a date that differs.</summary>
public sealed record DayWork
{
    public required WorkHours Hours { get; init; }

    public IReadOnlyList<RoomId> Rooms { get; init; } = [];

    public IReadOnlyList<VisitTypeId> VisitTypes { get; init; } = [];

    /// <summary>Null for the rules of the line that would cover the date.</summary>
    public AccessRules? Access { get; init; }

    public int? MinutesPerVisit { get; init; }
}
