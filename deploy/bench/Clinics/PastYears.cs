using System.Diagnostics;
using System.Globalization;
using Clinic.Domain.Bookings;
using Npgsql;

namespace Clinic.Bench.Clinics;

/// <summary>
/// So many bookings of the past, made by PostgreSQL itself: half-hour visits of the clinic's doctors without a gap, the newest yesterday,
/// with their cells, an audit entry and a change each. Keys and checks are put back when the rows are there, which is many times faster.
/// </summary>
internal static class PastYears
{
    private const int Cells = Furniture.Minutes / 5;

    private static string Rows => string.Create(CultureInfo.InvariantCulture, $$"""
        CREATE TEMP TABLE past AS
        SELECT n, md5('bench' || n)::uuid AS id, 1 + (n % $doctors)::int AS doctor,
               timestamptz '2000-01-01 00:00Z' + ($last - n / $doctors) * interval '{{Furniture.Minutes}} minutes' AS start,
               ($lastcell - (n / $doctors) * {{Cells}})::int AS cell
        FROM generate_series(0, $count - 1) AS n;

        INSERT INTO "Bookings" ("Id", "Code", "TokenHash", "Status", "SiteId", "DoctorId", "RoomId", "VisitTypeId", "Start", "End", "BufferBefore", "BufferAfter",
            "DoctorParts", "Devices", "Override", "PatientResource", "ContactKey", "Channel", "Payment", "Price", "Version", "CreatedAt", "CreatedBy")
        SELECT past.id, substr(past.id::text, 25, 12), md5(past.id::text) || md5(n::text), 'Done', $site, d.id, d.room, d.type, start, start + interval '{{Furniture.Minutes}} minutes', 0, 0,
            '', '', false, {{ResourceId.Contact(0).Value}} + n, n, 'widget', 'SelfPay', 2500, 1, start - interval '7 days', 'patient'
        FROM past JOIN bench_doctors d ON d.number = past.doctor;

        INSERT INTO "Occupancy" ("ResourceId", "Cell", "Lane", "OwnerId")
        SELECT r.resource, past.cell + c, 0, past.id
        FROM past JOIN bench_doctors d ON d.number = past.doctor
        CROSS JOIN generate_series(0, {{Cells - 1}}) AS c
        CROSS JOIN LATERAL (VALUES ({{ResourceId.Doctor(new(0)).Value}} + d.id), ({{ResourceId.Room(new(0)).Value}} + d.room), ({{ResourceId.Contact(0).Value}} + past.n)) AS r(resource);

        INSERT INTO "Audit" ("At", "Actor", "Channel", "Action", "Entity", "EntityId", "After", "From", "To")
        SELECT start - interval '7 days', 'patient', 'widget', 'book', 'Booking', replace(id::text, '-', ''),
            '{"status":"Booked","doctor":' || doctor || ',"room":2,"visitType":1,"start":"2026-11-22T13:15Z","end":"2026-11-22T13:35Z","patient":null,"version":1}', start, start + interval '{{Furniture.Minutes}} minutes'
        FROM past;

        INSERT INTO "Changes" ("Tx", "At", "Kind", "BookingId", "DoctorId", "From", "To", "Touched")
        SELECT 1, start - interval '7 days', 'Booking', past.id, d.id, start, start + interval '{{Furniture.Minutes}} minutes', ''
        FROM past JOIN bench_doctors d ON d.number = past.doctor;

        DROP TABLE past;
        """);

    /// <summary>Answers how long it took and how big the database is, in bytes.</summary>
    public static async Task<(TimeSpan Took, long Size)> Put(Place place, Furniture clinic, long count)
    {
        var clock = Stopwatch.StartNew();
        await using var connection = new NpgsqlConnection(place.Settings.ConnectionString + ";Command Timeout=3600");
        await connection.OpenAsync();
        await Execute(connection, "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; CREATE TEMP TABLE bench_doctors (number int, id int, room int, type int)");
        for (var i = 0; i < clinic.Doctors.Count; i++)
        {
            await Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO bench_doctors VALUES ({i + 1}, {clinic.Doctors[i].Value}, {clinic.Rooms[i].Value}, {clinic.TypeOf(i).Value})"));
        }

        var indexes = await Indexes(connection);
        await Execute(connection, string.Join(";\n", indexes.Select(i => i.Drop)));
        var yesterday = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3);
        var last = (long)(yesterday - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMinutes / Furniture.Minutes;
        await Execute(connection, Rows
            .Replace("$doctors", Text(clinic.Doctors.Count), StringComparison.Ordinal)
            .Replace("$lastcell", Text(Domain.Cell.Of(yesterday)), StringComparison.Ordinal)
            .Replace("$last", Text(last), StringComparison.Ordinal)
            .Replace("$count", Text(count), StringComparison.Ordinal)
            .Replace("$site", Text(clinic.Site.Id.Value), StringComparison.Ordinal));
        await Execute(connection, string.Join(";\n", indexes.Select(i => i.Make)));
        await Execute(connection, "ANALYZE");
        await using var size = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (clock.Elapsed, (long)(await size.ExecuteScalarAsync())!);

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<List<(string Drop, string Make)>> Indexes(NpgsqlConnection connection)
    {
        // Primary keys that others refer to stay.
        await using var command = new NpgsqlCommand("""
            SELECT coalesce('ALTER TABLE ' || c.conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(c.conname), 'DROP INDEX ' || i.indexrelid::regclass),
                   coalesce('ALTER TABLE ' || c.conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid))
            FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
            WHERE i.indrelid IN ('"Bookings"'::regclass, '"Occupancy"'::regclass, '"Audit"'::regclass, '"Changes"'::regclass)
              AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = i.indexrelid)
            """, connection);
        var found = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
