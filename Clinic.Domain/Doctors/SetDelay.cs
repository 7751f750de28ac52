using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Doctors;

/// <summary>Says by how many minutes a doctor runs late on a date: the times at which patients are expected shift, no visit moves.</summary>
public sealed class SetDelay(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public const int MostMinutes = 240;

    /// <summary>Answers the minutes, or <c>forbidden</c>, <c>unknown-doctor</c>, <c>invalid</c> under /minutes or /date.</summary>
    /// <param name="doctor">Who is late.</param>
    /// <param name="date">The date at the site; not a past one.</param>
    /// <param name="minutes">0 to 240; 0 for in time again.</param>
    /// <param name="actor">The doctor, or those who receive patients.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<int>> Run(DoctorId doctor, DateOnly date, int minutes, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ReceivePatients) && !(actor.Can(Rights.RunOwnVisits) && actor.DoctorId == doctor))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        // Two who say it at once both try to add the row: the key decides, and the second one changes what the first one said.
        return minutes is < 0 or > MostMinutes
            ? Problem.Field("/minutes", ProblemCodes.OutOfRange)
            : await factory.Transact((db, token) => Save(db, doctor, date, minutes, actor, token), cancel);
    }

    private async Task<Result<int>> Save(ClinicDb db, DoctorId doctor, DateOnly date, int minutes, Actor actor, CancellationToken cancel)
    {
        if (!await db.Doctors.AnyAsync(d => d.Id == doctor, cancel))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var zone = await DoctorClock.Zone(db, doctor, cancel);
        if (date < DoctorClock.Today(zone, now))
        {
            return Problem.Field("/date", ProblemCodes.Past);
        }

        var said = await db.DoctorDelays.AsTracking().FirstOrDefaultAsync(d => d.DoctorId == doctor && d.Date == date, cancel);
        var before = said?.Minutes ?? 0;
        if (before == minutes)
        {
            return minutes;
        }

        if (minutes == 0)
        {
            db.Remove(said!);
        }
        else
        {
            said ??= db.Add(new DoctorDelay { DoctorId = doctor, Date = date }).Entity;
            (said.Minutes, said.SaidAt, said.SaidBy) = (minutes, now, actor.Name);
        }

        var day = WallClock.Day(zone, date);
        var text = date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        db.Record(actor, now, "delay", nameof(DoctorDelay), $"{doctor}/{text}", new { delay = before }, new { delay = minutes });

        // No cell is touched: whoever shows the day draws it again, and what is free stays what it was.
        db.Add(new Change { At = now, Kind = ChangeKind.Booking, DoctorId = doctor, From = day.Start, To = day.End });
        await db.SaveChangesAsync(cancel);
        return minutes;
    }
}
