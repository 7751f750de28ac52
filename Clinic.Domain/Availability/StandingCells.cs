using System.Data.Common;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>
/// The cells of doctors, rooms and devices that are taken in a stretch of time, for a program that has just started. Those of bookings are told by
/// the bookings, a dozen times fewer rows than their cells (that both agree is checked by <see cref="Audit.VerifyDatabase"/>); those of group visits
/// and holds, few as they are, are read as they stand.
/// </summary>
internal static class StandingCells
{
    // Longer than any visit with its buffers.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    private const int Parts = 6;
    private const int Devices = 7;

    private const string Booked = """
        SELECT "DoctorId", "RoomId", "Start", "End", "BufferBefore", "BufferAfter", "DoctorParts", "Devices", "ReleasedAt" FROM "Bookings"
        WHERE "SiteId" = @site AND "Start" >= @from AND "Start" < @to AND "GroupId" IS NULL AND "Status" NOT IN ('CancelledByPatient', 'CancelledByClinic')
        """;

    // A cross join, for SQLite takes the tables of one in this order: few owners, then their cells, never every cell there is.
    private const string Others = """
        SELECT o."ResourceId", o."Cell", o."HeldUntil" FROM "GroupVisits" g CROSS JOIN "Occupancy" o WHERE o."OwnerId" = g."Id" AND g."Start" >= @from AND g."Start" < @to
        UNION ALL
        SELECT o."ResourceId", o."Cell", o."HeldUntil" FROM "Holds" h CROSS JOIN "Occupancy" o WHERE o."OwnerId" = h."Id" AND h."Start" >= @from AND h."Start" < @to
        """;

    /// <summary>Calls back with every stretch of cells that bookings of the site beginning in the window keep: whose, the first, the one after the last.</summary>
    internal static async Task OfBookings(ClinicDb db, SiteId site, TimeRange window, Action<ResourceId, int, int> take, CancellationToken cancel)
    {
        await using var command = await Command(db, Booked, window, cancel);
        Add(command, "@site", site.Value);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetString(Parts).Length == 0 && reader.GetString(Devices).Length == 0)
            {
                TakePlain(reader, take);
                continue;
            }

            foreach (var claim in Claims.Of(Read(reader)))
            {
                take(claim.Resource, claim.From, claim.To);
            }
        }
    }

    /// <summary>The same for group visits and holds, cell by cell.</summary>
    internal static async Task OfOthers(ClinicDb db, TimeRange window, Action<ResourceId, OccupiedCell> take, CancellationToken cancel)
    {
        await using var command = await Command(db, Others, new(window.Start - Reach, window.End + Reach), cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            take(new(reader.GetInt64(0)), new(reader.GetInt32(1), Instant(reader, 2)));
        }
    }

    /// <summary>What <see cref="Claims"/> say of nearly every booking, without their objects: doctor and room for the visit with its buffers.</summary>
    private static void TakePlain(DbDataReader row, Action<ResourceId, int, int> take)
    {
        var (from, to) = Cell.Span(new(Instant(row, 2)!.Value.AddMinutes(-row.GetInt32(4)), Instant(row, 3)!.Value.AddMinutes(row.GetInt32(5))));
        if (Instant(row, 8) is { } released)
        {
            to = Math.Min(to, Cell.AtOrAfter(released));
        }

        if (from >= to)
        {
            return;
        }

        take(ResourceId.Doctor(new(row.GetInt32(0))), from, to);
        if (!row.IsDBNull(1))
        {
            take(ResourceId.Room(new(row.GetInt32(1))), from, to);
        }
    }

    private static Booking Read(DbDataReader row) => new()
    {
        DoctorId = new(row.GetInt32(0)),
        RoomId = row.IsDBNull(1) ? null : new(row.GetInt32(1)),
        Start = Instant(row, 2)!.Value,
        End = Instant(row, 3)!.Value,
        BufferBefore = row.GetInt32(4),
        BufferAfter = row.GetInt32(5),
        DoctorParts = VisitParts.Parse(row.GetString(Parts)),
        Devices = IdList.Parse(row.GetString(Devices), v => new DeviceId(v)),
        ReleasedAt = Instant(row, 8),
    };

    private static DateTime? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    private static async Task<DbCommand> Command(ClinicDb db, string text, TimeRange window, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        Add(command, "@from", window.Start);
        Add(command, "@to", window.End);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
