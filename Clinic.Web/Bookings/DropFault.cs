using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Web.Bookings;

/// <summary>A move that was refused, to be told where it was dropped.</summary>
/// <param name="Visit">The booking as it was taken up.</param>
/// <param name="To">Where it was wanted.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Differences">What others have changed of it meanwhile.</param>
/// <param name="At">Where on the screen; null for the cell itself.</param>
public sealed record DropFault(VisitDetails Visit, SlotId To, Problem Problem, IReadOnlyList<string> Differences, (double X, double Y)? At)
{
    private static readonly HashSet<string> Overridable =
    [
        ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.PatientOverlap, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy, ProblemCodes.Quota, ProblemCodes.PatientLimit,
        ProblemCodes.OutsideRoster, ProblemCodes.Absent, ProblemCodes.ClosedDay, ProblemCodes.TooShort, ProblemCodes.ChannelClosed, ProblemCodes.NotYetReleased,
        ProblemCodes.Age, ProblemCodes.ReferralRequired,
    ];

    /// <summary>What was to be taken back; null where a move was wanted.</summary>
    public string? Undoing { get; init; }

    /// <summary>Those that were to go together, as they were taken up; empty where one was to go alone.</summary>
    public IReadOnlyList<VisitDetails> Group { get; init; } = [];

    /// <summary>How many were to go.</summary>
    public int Together => Math.Max(1, Group.Count);

    /// <summary>How many of a group could go without the others, as far as is known.</summary>
    public int Rest => Group.Count > 0 && Each.Count > 0 ? Group.Count - Each.Count : 0;

    /// <summary>Who of them cannot and why.</summary>
    public IReadOnlyList<string> Each { get; init; } = [];

    /// <summary>Whether a reason may overcome it, for those who may override.</summary>
    public bool MayInsist => Together == 1 && Undoing is null && Overridable.Contains(Problem.Code);

    /// <summary>The doctor wanted, where that is another.</summary>
    public DoctorId? OtherDoctor => To.DoctorId == Visit.Booking.DoctorId ? null : To.DoctorId;

    /// <summary>The date wanted, where that is another.</summary>
    public DateOnly? OtherDate => Visit.Site.LocalDate(To.Start) is var date && date == Visit.Site.LocalDate(Visit.Booking.Start) ? null : date;

    /// <summary>The cell where it was wanted; of what was to be taken back the card.</summary>
    public string Key => Undoing is null ? BoardKeys.Free(To.DoctorId, To.Start) : BoardKeys.Visit(Visit.Booking.Id);

    /// <summary>The booking is not as it was seen: it has to be looked at anew.</summary>
    public bool IsStale => Problem.Code is ProblemCodes.VersionMismatch or ProblemCodes.AlreadyCancelled or ProblemCodes.WrongStatus or ProblemCodes.NotFound;
}
