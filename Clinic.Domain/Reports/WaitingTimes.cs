using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Reports;

/// <summary>How long patients waited, as the stamps of their visits say: arrived, called in, begun, finished.</summary>
public sealed class WaitingTimes(IDbContextFactory<ClinicDb> factory)
{
    /// <summary>Answers a row for each visit whose patient came, by start; or <c>forbidden</c>.</summary>
    /// <param name="window">The instants at which the visits start.</param>
    /// <param name="of">Which visits; without a doctor for those who receive patients alone.</param>
    /// <param name="actor">Those who receive patients, or the doctor.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<IReadOnlyList<WaitingTime>>> Run(TimeRange window, WaitingScope of, Actor actor, CancellationToken cancel)
    {
        if (!MayRead(of.Doctor, actor))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var visits = db.Bookings.Where(b => b.Start >= window.Start && b.Start < window.End && b.ArrivedAt != null
            && b.Status != BookingStatus.CancelledByPatient && b.Status != BookingStatus.CancelledByClinic);
        visits = of.Doctor is { } doctor ? visits.Where(b => b.DoctorId == doctor) : visits;
        visits = of.Site is { } site ? visits.Where(b => b.SiteId == site) : visits;
        visits = of.Specialty is { } specialty ? visits.Where(b => db.DoctorSpecialties.Any(s => s.DoctorId == b.DoctorId && s.SpecialtyId == specialty)) : visits;
        return Result.Of<IReadOnlyList<WaitingTime>>(await visits
            .OrderBy(b => b.Start).ThenBy(b => b.Id)
            .Select(b => new WaitingTime(b.Id, b.DoctorId, b.Start, b.ArrivedAt!.Value, b.CalledAt, b.StartedAt, b.DoneAt))
            .ToListAsync(cancel));
    }

    internal static bool MayRead(DoctorId? doctor, Actor actor) =>
        actor.Can(Rights.ReceivePatients) || (actor.Can(Rights.RunOwnVisits) && doctor is not null && actor.DoctorId == doctor);
}

/// <summary>Whose visits, and where; null for all.</summary>
public sealed record WaitingScope(DoctorId? Doctor = null, SiteId? Site = null, SpecialtyId? Specialty = null);

/// <summary>The stamps of one visit, in UTC; null for what has not happened.</summary>
public sealed record WaitingTime(BookingId Booking, DoctorId Doctor, DateTime Start, DateTime ArrivedAt, DateTime? CalledAt, DateTime? StartedAt, DateTime? DoneAt)
{
    /// <summary>From the arrival to the call; null where nobody was called.</summary>
    public TimeSpan? UntilCalled => CalledAt - ArrivedAt;

    /// <summary>From the arrival to the beginning.</summary>
    public TimeSpan? UntilStarted => StartedAt - ArrivedAt;

    /// <summary>How long the patient waited: until called in, or until the beginning where nobody was called; null while the visit has not begun.</summary>
    public TimeSpan? Waited => StartedAt is null ? null : UntilCalled ?? UntilStarted;

    /// <summary>From the beginning to the end.</summary>
    public TimeSpan? InRoom => DoneAt - StartedAt;

    /// <summary>
    /// How late the clinic was: from the time that was booked to the beginning, and from the arrival where the patient came after that time.
    /// Negative where the visit began before the booked time.
    /// </summary>
    public TimeSpan? Behind => StartedAt - (ArrivedAt > Start ? ArrivedAt : Start);
}
