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
    /// <param name="doctor">Whose visits; null for all, which is for those who receive patients.</param>
    /// <param name="actor">Those who receive patients, or the doctor.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<IReadOnlyList<WaitingTime>>> Run(TimeRange window, DoctorId? doctor, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ReceivePatients) && !(actor.Can(Rights.RunOwnVisits) && doctor is not null && actor.DoctorId == doctor))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        return Result.Of<IReadOnlyList<WaitingTime>>(await db.Bookings
            .Where(b => b.Start >= window.Start && b.Start < window.End && b.ArrivedAt != null && (doctor == null || b.DoctorId == doctor)
                && b.Status != BookingStatus.CancelledByPatient && b.Status != BookingStatus.CancelledByClinic)
            .OrderBy(b => b.Start).ThenBy(b => b.Id)
            .Select(b => new WaitingTime(b.Id, b.DoctorId, b.Start, b.ArrivedAt!.Value, b.CalledAt, b.StartedAt, b.DoneAt))
            .ToListAsync(cancel));
    }
}

/// <summary>The stamps of one visit, in UTC; null for what has not happened.</summary>
public sealed record WaitingTime(BookingId Booking, DoctorId Doctor, DateTime Start, DateTime ArrivedAt, DateTime? CalledAt, DateTime? StartedAt, DateTime? DoneAt)
{
    /// <summary>From the arrival to the call; null where nobody was called.</summary>
    public TimeSpan? UntilCalled => CalledAt - ArrivedAt;

    /// <summary>From the arrival to the beginning.</summary>
    public TimeSpan? UntilStarted => StartedAt - ArrivedAt;

    /// <summary>From the beginning to the end.</summary>
    public TimeSpan? InRoom => DoneAt - StartedAt;

    /// <summary>From the time that was booked to the beginning; negative where it began before.</summary>
    public TimeSpan? Behind => StartedAt - Start;
}
