using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Computes a month of a doctor as it would be after a change, without regard to what is booked. Changes nothing.</summary>
public sealed class PreviewRoster(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the days, or the same faults as the plan would.</summary>
    /// <param name="change">A change of a doctor.</param>
    /// <param name="month">Any date of the month shown.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<IReadOnlyList<RosterDay>>> Run(RosterChange change, DateOnly month, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        if (change.Whose is not { } doctor)
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var drawn = await DrawnChange.Draw(db, change, now, cancel);
        if (!drawn.Ok)
        {
            return drawn.Problem;
        }

        var (first, last) = RosterDays.Month(month);
        var rows = await RosterRows.Load(db, [doctor], first.AddDays(-1), last, cancel);
        return Result.Of(RosterDays.Of(drawn.Value.Edit.After(rows), doctor, month));
    }
}
