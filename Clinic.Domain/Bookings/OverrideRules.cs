using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>Which refusals staff may override with a reason. The others stand, whoever asks.</summary>
public static class OverrideRules
{
    private static readonly HashSet<string> Lifted =
    [
        ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.HoldExpired, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy, ProblemCodes.Quota,
        ProblemCodes.PatientOverlap, ProblemCodes.PatientLimit, ProblemCodes.Age, ProblemCodes.ReferralRequired, ProblemCodes.OutsideRoster,
        ProblemCodes.ClosedDay, ProblemCodes.Absent, ProblemCodes.ChannelClosed, ProblemCodes.NotYetReleased, ProblemCodes.TooShort,
    ];

    public static bool Lift(Problem problem) => Lifted.Contains(problem.Code);

    /// <summary>A person cannot be in two places: that is lifted by a word of its own, <see cref="BookCommand.OverridePatient"/>.</summary>
    public static bool NeedsPatientToo(Problem problem) => problem.Code == ProblemCodes.PatientOverlap;
}
