using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Audit;

/// <summary>Checks on a live database everything that must always be true; answers one line for each thing broken.</summary>
public sealed class VerifyDatabase(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int Page = 2000;

    public async Task<IReadOnlyList<string>> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);

        // One snapshot: what commits while we read is not mistaken for damage.
        await using var snapshot = await db.Database.BeginTransactionAsync(
            db is PostgresClinicDb ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.Serializable, cancel);
        var broken = new List<string>();
        await CheckBookings(db, broken, cancel);
        if (broken.Count == 0)
        {
            await CheckCells(db, broken, cancel);
        }

        await CheckStrayCells(db, broken, cancel);
        await CheckAuditChain(db, broken, cancel);
        return broken;
    }

    /// <summary>
    /// Every booking that stands owns exactly the cells that it must, a cancelled one owns none, the same for live holds and for groups;
    /// and every booking is in the audit.
    /// </summary>
    private async Task CheckCells(ClinicDb db, List<string> broken, CancellationToken cancel)
    {
        for (var last = ""; ;)
        {
            var after = last;
            var bookings = await db.Bookings.Where(b => string.Compare(b.Code, after) > 0).OrderBy(b => b.Code).Take(Page).ToListAsync(cancel);
            if (bookings.Count == 0)
            {
                break;
            }

            var ids = bookings.ConvertAll(b => b.Id.Value);
            var names = bookings.ConvertAll(b => b.Id.ToString());
            var owned = (await db.Occupancy.Where(o => ids.Contains(o.OwnerId)).ToListAsync(cancel)).ToLookup(o => o.OwnerId);
            var audited = (await db.Audit.Where(a => a.Entity == nameof(Booking) && a.Action == "book" && names.Contains(a.EntityId)).Select(a => a.EntityId).ToListAsync(cancel)).ToHashSet();
            foreach (var booking in bookings)
            {
                broken.AddRange(OwnedCells.Faults(booking, [.. owned[booking.Id.Value]]));
            }

            broken.AddRange(names.Where(n => !audited.Contains(n)).Select(n => $"booking {n}: nobody is on record for having made it"));
            last = bookings[^1].Code;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var hold in await db.Holds.Where(h => h.ExpiresAt > now).ToListAsync(cancel))
        {
            broken.AddRange(OwnedCells.Faults(hold, await db.Occupancy.Where(o => o.OwnerId == hold.Id.Value).ToListAsync(cancel)));
        }

        foreach (var group in await db.GroupVisits.ToListAsync(cancel))
        {
            var booked = await db.Bookings.AnyAsync(b => b.GroupId == group.Id, cancel);
            var held = await db.Holds.Where(h => h.GroupId == group.Id && h.ExpiresAt > now).MaxAsync(h => (DateTime?)h.ExpiresAt, cancel);
            broken.AddRange(OwnedCells.Faults(group, booked, held, await db.Occupancy.Where(o => o.OwnerId == group.Id && (o.HeldUntil == null || o.HeldUntil > now)).ToListAsync(cancel)));
        }
    }

    /// <summary>No cell without an owner.</summary>
    private async Task CheckStrayCells(ClinicDb db, List<string> broken, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var stray = await db.Database.SqlQuery<int>($"""
            SELECT COUNT(*) AS "Value" FROM "Occupancy" o
            WHERE (o."HeldUntil" IS NULL OR o."HeldUntil" > {now})
              AND NOT EXISTS (SELECT 1 FROM "Bookings" b WHERE b."Id" = o."OwnerId")
              AND NOT EXISTS (SELECT 1 FROM "GroupVisits" g WHERE g."Id" = o."OwnerId")
              AND NOT EXISTS (SELECT 1 FROM "Callbacks" c WHERE c."Id" = o."OwnerId" AND c."ClosedAt" IS NULL)
              AND NOT EXISTS (SELECT 1 FROM "WaitingEntries" w WHERE w."Id" = o."OwnerId" AND w."ClosedAt" IS NULL)
              AND NOT (o."HeldUntil" IS NOT NULL AND EXISTS (SELECT 1 FROM "Holds" h WHERE h."Id" = o."OwnerId"))
            """).SingleAsync(cancel);
        if (stray > 0)
        {
            broken.Add($"{stray} cells belong to no booking, group, hold or open request");
        }
    }

    /// <summary>
    /// No two standing visits of one doctor, room or patient overlap, told without help of the cells; each has a known status and ends after it starts.
    /// Not counted are those that staff booked over others, rooms that take several, and doctors needed for a part of the visit only.
    /// </summary>
    private static async Task CheckBookings(ClinicDb db, List<string> broken, CancellationToken cancel)
    {
        const string Standing = """
            "Status" NOT IN ('CancelledByPatient', 'CancelledByClinic') AND "Override" = {0}
            """;
        const string Single = """
            AND NOT EXISTS (SELECT 1 FROM "Rooms" r WHERE r."Id" = x."RoomId" AND r."Capacity" > 1)
            """;
        foreach (var (resource, alone, groups) in new[] { ("DoctorId", """AND "DoctorParts" = ''""", true), ("RoomId", Single, true), ("PatientResource", "", false) })
        {
            var group = $"""
                UNION ALL SELECT "{resource}", "Start", "End" FROM "GroupVisits" x
                WHERE "{resource}" IS NOT NULL {alone} AND NOT EXISTS (SELECT 1 FROM "Bookings" b WHERE b."GroupId" = x."Id" AND b."Override" <> {"{0}"})
                """;
            var sql = $"""
                SELECT COUNT(*) AS "Value" FROM (
                    SELECT "Start", LAG("Stop") OVER (PARTITION BY "{resource}" ORDER BY "Start") AS "Before" FROM (
                        SELECT "{resource}", "Start", CASE WHEN "ReleasedAt" < "End" THEN "ReleasedAt" ELSE "End" END AS "Stop" FROM "Bookings" x
                        WHERE "{resource}" IS NOT NULL AND {Standing} {alone} {(groups ? "AND \"GroupId\" IS NULL" : "")}
                        {(groups ? group : "")}) v) w
                WHERE w."Before" > w."Start"
                """;
            var overlaps = await db.Database.SqlQueryRaw<int>(sql, false).SingleAsync(cancel);
            if (overlaps > 0)
            {
                broken.Add($"{overlaps} bookings overlap another one of the same {resource}");
            }
        }

        var known = string.Join(", ", Enum.GetNames<BookingStatus>().Select(n => $"'{n}'"));
        var oddOnes = $"""SELECT COUNT(*) AS "Value" FROM "Bookings" WHERE "End" <= "Start" OR "Status" NOT IN ({known})""";
        var wrong = await db.Database.SqlQueryRaw<int>(oddOnes).SingleAsync(cancel);
        if (wrong > 0)
        {
            broken.Add($"{wrong} bookings have no known status or end before they start");
        }
    }

    /// <summary>The chain has no gap and every seal follows from the one before.</summary>
    private static async Task CheckAuditChain(ClinicDb db, List<string> broken, CancellationToken cancel)
    {
        var (number, seal) = (0L, "");
        while (true)
        {
            var after = number;
            var entries = await db.Audit.Where(a => a.SealNo > after).OrderBy(a => a.SealNo).Take(Page).ToListAsync(cancel);
            if (entries.Count == 0)
            {
                return;
            }

            foreach (var entry in entries)
            {
                if (entry.SealNo != ++number || entry.Seal != SealAudit.Seal(seal, entry))
                {
                    broken.Add($"the audit chain is broken at entry {entry.Id} (place {entry.SealNo})");
                    return;
                }

                seal = entry.Seal;
            }
        }
    }
}
