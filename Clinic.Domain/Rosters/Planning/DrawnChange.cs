using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>A change that was found sound, and what it does to the rows.</summary>
/// <param name="Edit">What it does.</param>
/// <param name="Own">The rows it was made from: the doctor's, with closures and outages, from the day before yesterday on, or from before what is taken back.</param>
internal sealed record DrawnChange(RosterEdit Edit, RosterRows Own)
{
    internal static async Task<Result<DrawnChange>> Draw(ClinicDb db, RosterChange change, DateTime now, CancellationToken cancel)
    {
        var sites = await db.Sites.ToListAsync(cancel);
        var today = sites.Count == 0 ? DateOnly.FromDateTime(now) : sites.Min(s => s.LocalDate(now));
        if (await RosterChecks.Fault(db, change, today, cancel) is { } fault)
        {
            return fault;
        }

        // What is taken back has to be found, however long ago it was.
        var since = change is RosterChange.PutBack back && DateOnly.FromDateTime(back.At) is var made && made < today ? made : today;
        var own = await RosterRows.Load(db, change.Whose is { } doctor ? [doctor] : [], since.AddDays(-2), null, cancel);
        var edit = RosterEdits.Of(change, own, today, now);
        return !edit.Ok ? edit.Problem
            : OverlapChecks.Fault(change, edit.Value, edit.Value.After(own)) is { } overlap ? overlap
            : new DrawnChange(edit.Value, own);
    }
}
