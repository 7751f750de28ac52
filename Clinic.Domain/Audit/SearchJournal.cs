using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Which entries are wanted.</summary>
public sealed record JournalQuery
{
    /// <summary>The day on the first site's clock; null for today, or for any where a code is given.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The name for signing in.</summary>
    public string? User { get; init; }

    public string? Action { get; init; }

    /// <summary>The code of a booking, as the patient says it.</summary>
    public string? Code { get; init; }

    /// <summary>Entries older than this one, to go on with the next page.</summary>
    public long? Before { get; init; }
}

/// <summary>What was found, and what can be chosen.</summary>
/// <param name="Journal">A page of entries.</param>
/// <param name="Date">The day they are of; null for any.</param>
/// <param name="Users">Everybody who can sign in, by display name.</param>
public sealed record FoundSteps(Journal Journal, DateOnly? Date, IReadOnlyList<JournalUser> Users);

/// <summary>A user to choose.</summary>
public sealed record JournalUser(string Name, string DisplayName);

/// <summary>Searches the audit, newest first, page by page. Entries of a day are found by their numbers, see <see cref="AuditPlaces"/>.</summary>
public sealed class SearchJournal(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int Page = 50;

    /// <summary>Answers a page, or <c>forbidden</c> to all but those who change rosters.</summary>
    public async Task<Result<FoundSteps>> Run(JournalQuery query, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var zone = await db.Sites.OrderBy(s => s.Id).Select(s => s.TimeZone).FirstOrDefaultAsync(cancel) is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, zone));
        var code = string.IsNullOrWhiteSpace(query.Code) ? null : query.Code.Trim().ToUpperInvariant();
        var date = query.Date is { } asked ? ReadBoardDay.Within(asked) : code is null ? today : (DateOnly?)null;
        var wanted = db.Audit.AsQueryable();
        if (code is not null)
        {
            var booking = (await db.Bookings.Where(b => b.Code == code).Select(b => (BookingId?)b.Id).FirstOrDefaultAsync(cancel))?.ToString() ?? "";
            wanted = wanted.Where(a => a.Entity == nameof(Booking) && a.EntityId == booking);
        }

        if (date is { } wholeDay)
        {
            var day = WallClock.Day(zone, wholeDay);
            var (start, end) = (day.Start, day.End);
            wanted = wanted.Where(a => a.At >= start && a.At < end);
            if (code is null)
            {
                var (below, above) = (await AuditPlaces.Below(db, start, cancel), await AuditPlaces.Above(db, end, cancel));
                wanted = wanted.Where(a => a.Id > below && a.Id < above);
            }
        }

        wanted = query.User is { Length: > 0 } user ? wanted.Where(a => a.Actor == user) : wanted;
        wanted = query.Action is { Length: > 0 } action ? wanted.Where(a => a.Action == action) : wanted;
        wanted = query.Before is { } before ? wanted.Where(a => a.Id < before) : wanted;
        var entries = await wanted.OrderByDescending(a => a.Id).Take(Page + 1).ToListAsync(cancel);
        var users = await db.Users.Select(u => new { u.UserName, u.DisplayName }).ToListAsync(cancel);
        return new FoundSteps(
            await db.Journal([.. entries.Take(Page)], entries.Count > Page ? entries[Page - 1].Id : null, cancel),
            date,
            [.. users.Select(u => new JournalUser(u.UserName!, u.DisplayName.Length > 0 ? u.DisplayName : u.UserName!)).OrderBy(u => u.DisplayName, StringComparer.CurrentCulture)]);
    }
}
