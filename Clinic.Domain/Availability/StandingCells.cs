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
internal sealed class StandingCells
{
    // Longer than any visit with its buffers.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);

    private const int DaysPerReader = 14;
    private const int Readers = 4;
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

    private readonly List<List<CellRange>> bookings = [];
    private readonly List<(ResourceId Resource, OccupiedCell Cell)> others = [];

    private StandingCells()
    {
    }

    /// <summary>Every stretch of cells that bookings keep, in no order.</summary>
    internal IEnumerable<CellRange> OfBookings => bookings.SelectMany(b => b);

    /// <summary>The cells of group visits and holds, those that have expired among them.</summary>
    internal IReadOnlyList<(ResourceId Resource, OccupiedCell Cell)> OfOthers => others;

    /// <summary>Reads what begins between the cells, over several connections at once.</summary>
    internal static async Task<StandingCells> Read(IDbContextFactory<ClinicDb> factory, int from, int to, CancellationToken cancel)
    {
        var window = new TimeRange(Cell.Start(from), Cell.Start(to));
        var standing = new StandingCells();
        await using var db = await factory.CreateDbContextAsync(cancel);
        var parts = (await Sites(db, cancel)).SelectMany(site => window.Split(TimeSpan.FromDays(DaysPerReader)).Select(part => (site, part)));
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancel }, async (some, token) =>
        {
            await using var own = await factory.CreateDbContextAsync(token);
            var found = await ReadBookings(own, some.site, some.part, token);
            lock (standing.bookings)
            {
                standing.bookings.Add(found);
            }
        });
        await standing.ReadOthers(db, window, cancel);
        return standing;
    }

    private static async Task<List<int>> Sites(ClinicDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT \"Id\" FROM \"Sites\"";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var sites = new List<int>();
        while (await reader.ReadAsync(cancel))
        {
            sites.Add(reader.GetInt32(0));
        }

        return sites;
    }

    private static async Task<List<CellRange>> ReadBookings(ClinicDb db, int site, TimeRange window, CancellationToken cancel)
    {
        await using var command = await Command(db, Booked, window, cancel);
        Add(command, "@site", site);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<CellRange>();
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetString(Parts).Length == 0 && reader.GetString(Devices).Length == 0)
            {
                TakePlain(reader, found);
                continue;
            }

            found.AddRange(Claims.Of(Read(reader)).Select(c => new CellRange(c.Resource, c.From, c.To)));
        }

        return found;
    }

    private async Task ReadOthers(ClinicDb db, TimeRange window, CancellationToken cancel)
    {
        await using var command = await Command(db, Others, new(window.Start - Reach, window.End + Reach), cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            others.Add((new(reader.GetInt64(0)), new(reader.GetInt32(1), Instant(reader, 2))));
        }
    }

    /// <summary>What <see cref="Claims"/> say of nearly every booking, without their objects: doctor and room for the visit with its buffers.</summary>
    private static void TakePlain(DbDataReader row, List<CellRange> found)
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

        found.Add(new(ResourceId.Doctor(new(row.GetInt32(0))), from, to));
        if (!row.IsDBNull(1))
        {
            found.Add(new(ResourceId.Room(new(row.GetInt32(1))), from, to));
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
