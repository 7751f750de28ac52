using System.Data.Common;
using System.Security.Cryptography;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Clinics;

/// <summary>The rows that one real booking left behind, in the order in which they may be written again.</summary>
/// <param name="Booking">Its id, lower case with dashes.</param>
/// <param name="Contact">The id of its contact.</param>
/// <param name="Tables">The rows, table by table.</param>
internal sealed record BookingSample(Guid Booking, Guid Contact, IReadOnlyList<SampleTable> Tables)
{
    // Of keys that the database counts up nothing is repeated.
    private static readonly (string Table, string Where, string[] Counted)[] Places =
    [
        ("Contacts", "\"Id\" = @contact", []),
        ("Consents", "\"ContactId\" = @contact", []),
        ("Bookings", "\"Id\" = @booking", []),
        ("BookingNotes", "\"BookingId\" = @booking", []),
        ("BookingCovers", "\"BookingId\" = @booking", []),
        ("Occupancy", "\"OwnerId\" = @booking", []),
        ("IdempotencyKeys", "\"BookingId\" = @booking", []),
        ("Audit", "\"EntityId\" = @name", ["Id"]),
        ("Changes", "\"BookingId\" = @booking", ["Seq", "Tx"]),
    ];

    public int Rows => Tables.Sum(t => t.Rows.Count);

    public static async Task<BookingSample> Read(ClinicDb db, Guid booking)
    {
        var contact = (await db.Bookings.SingleAsync(b => b.Id == new Domain.BookingId(booking))).ContactId!.Value;
        await db.Database.OpenConnectionAsync();
        var tables = new List<SampleTable>();
        foreach (var (table, where, counted) in Places)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" WHERE {where}";
            Add(command, "@booking", booking, where);
            Add(command, "@contact", contact, where);
            Add(command, "@name", booking.ToString("N"), where);
            await using var reader = await command.ExecuteReaderAsync();
            var columns = Enumerable.Range(0, reader.FieldCount).Where(i => !counted.Contains(reader.GetName(i))).ToList();
            var rows = new List<object[]>();
            while (await reader.ReadAsync())
            {
                rows.Add([.. columns.Select(reader.GetValue)]);
            }

            if (rows.Count > 0)
            {
                tables.Add(new(table, [.. columns.Select(reader.GetName)], rows));
            }
        }

        return new(booking, contact, tables);
    }

    private static void Add(DbCommand command, string name, object value, string where)
    {
        if (where.Contains(name, StringComparison.Ordinal))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}

internal sealed record SampleTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object[]> Rows);

/// <summary>
/// The same rows once more, for another booking of another patient at another time. Indexes are written to in as many places as by real bookings, whose
/// neighbours are of other doctors and patients: all at one end of every index, the rows would cost less than they do.
/// </summary>
internal sealed class BookingCopy(BookingSample sample, int number)
{
    private const int FarAhead = 2_000_000;
    private const int Places = 100;
    private const int PlaceCells = 2_000_000;
    private const int VisitCells = 20;
    private readonly int place = number % Places;
    private readonly int turn = number / Places;
    private readonly Guid booking = Guid.CreateVersion7();
    private readonly Guid contact = Guid.NewGuid();
    private readonly string random = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public object Value(string column, object value) => (column, value) switch
    {
        ("Cell", _) => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) + FarAhead + (place * PlaceCells) + (turn * VisitCells),
        ("Code", _) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 8),
        ("TokenHash" or "Key", _) => random,
        ("ContactKey", long) => Convert.ToInt64(random[..15], 16),
        ("Start" or "End", DateTime at) => at.AddDays(place).AddMinutes(turn),
        (_, Guid id) => Swap(id),
        (_, string text) when Guid.TryParse(text, out var id) => Swap(id) is var other && text.Contains('-', StringComparison.Ordinal) ? other.ToString().ToUpperInvariant() : other.ToString("N"),
        _ => value,
    };

    private Guid Swap(Guid id) => id == sample.Booking ? booking : id == sample.Contact ? contact : Guid.NewGuid();
}
