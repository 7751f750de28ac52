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

    private const string Booked = """
        SELECT "DoctorId", "RoomId", "Start", "End", "BufferBefore", "BufferAfter", "DoctorParts", "Devices", "ReleasedAt" FROM "Bookings"
        WHERE "SiteId" = @site AND "Start" >= @from AND "Start" < @to AND "GroupId" IS NULL AND "Status" NOT IN ('CancelledByPatient', 'CancelledByClinic')
        """;

    private const string Others = """
        SELECT o."ResourceId", o."Cell", o."HeldUntil" FROM "Occupancy" o JOIN "GroupVisits" g ON g."Id" = o."OwnerId" WHERE g."Start" >= @from AND g."Start" < @to
        UNION ALL
        SELECT o."ResourceId", o."Cell", o."HeldUntil" FROM "Occupancy" o JOIN "Holds" h ON h."Id" = o."OwnerId" WHERE h."Start" >= @from AND h."Start" < @to
        """;

    /// <summary>Calls back with every stretch that bookings of the site beginning in the window keep.</summary>
    internal static async Task OfBookings(ClinicDb db, SiteId site, TimeRange window, Action<Claim> take, CancellationToken cancel)
    {
        await using var command = await Command(db, Booked, window, cancel);
        Add(command, "@site", site.Value);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            foreach (var claim in Claims.Of(Read(reader)))
            {
                take(claim);
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

    private static Booking Read(DbDataReader row) => new()
    {
        DoctorId = new(row.GetInt32(0)),
        RoomId = row.IsDBNull(1) ? null : new(row.GetInt32(1)),
        Start = Instant(row, 2)!.Value,
        End = Instant(row, 3)!.Value,
        BufferBefore = row.GetInt32(4),
        BufferAfter = row.GetInt32(5),
        DoctorParts = VisitParts.Parse(row.GetString(6)),
        Devices = IdList.Parse(row.GetString(7), v => new DeviceId(v)),
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
