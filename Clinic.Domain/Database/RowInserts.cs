using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Clinic.Domain.Database;

/// <summary>
/// Writes new rows past the change tracker, which costs more than the database does: on PostgreSQL all of them in one round trip, on SQLite by one
/// statement for all rows of a table. Tables, columns and conversions are those of the model; nothing is named here a second time.
/// </summary>
internal static class RowInserts
{
    private static readonly ConditionalWeakTable<IModel, Dictionary<Type, InsertTable>> Tables = [];

    /// <summary>Whether the database is one of those that rows are written to this way.</summary>
    internal static bool Fit(ClinicDb db) => db is PostgresClinicDb or SqliteClinicDb;

    /// <summary>
    /// Writes the rows in the order given, those of one table together. On PostgreSQL all or nothing also without a transaction;
    /// on SQLite a transaction must be open.
    /// </summary>
    /// <param name="db">A context.</param>
    /// <param name="first">What comes before them in the batch of PostgreSQL.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async Task Write(ClinicDb db, IEnumerable<NpgsqlBatchCommand> first, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        var tables = Tables.GetValue(db.Model, _ => []);
        var groups = rows.GroupBy(r => r.GetType()).Select(g => (Table: Of(tables, db.Model, g.Key), Rows: g.ToList())).ToList();
        if (db is SqliteClinicDb)
        {
            Write((SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(), groups);
            return;
        }

        await db.Database.OpenConnectionAsync(cancel);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var command in first)
        {
            batch.BatchCommands.Add(command);
        }

        foreach (var (table, same) in groups)
        {
            batch.BatchCommands.Add(table.ForPostgres(same));
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static void Write(SqliteConnection connection, SqliteTransaction? transaction, List<(InsertTable Table, List<object> Rows)> groups)
    {
        foreach (var (table, rows) in groups)
        {
            // Not kept for the next time: a connection that is closed and opened again may have another handle, and a statement stays with the old one.
            using var command = table.ForSqlite(connection);
            command.Transaction = transaction;
            foreach (var row in rows)
            {
                table.Fill(command.Parameters, row);
                command.ExecuteNonQuery();
            }
        }
    }

    private static InsertTable Of(Dictionary<Type, InsertTable> tables, IModel model, Type type)
    {
        lock (tables)
        {
            return tables.TryGetValue(type, out var table) ? table : tables[type] = new(model.FindEntityType(type)!);
        }
    }
}

/// <summary>How rows of one type are inserted. What the database makes itself (counted keys, defaults) is left to it.</summary>
internal sealed class InsertTable
{
    private readonly string name;
    private readonly Column[] columns;
    private readonly string one;
    private readonly string many;

    internal InsertTable(IEntityType entity)
    {
        Type = entity.ClrType;
        name = entity.GetTableName()!;
        var table = StoreObjectIdentifier.Table(name, entity.GetSchema());
        columns = [.. entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).Select(p => new Column(p, p.GetColumnName(table)!, p.GetRelationalTypeMapping()))];
        var into = $"""INSERT INTO "{name}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})""";
        one = $"{into} VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
        many = $"{into} SELECT * FROM unnest({string.Join(", ", columns.Select((c, i) => $"${i + 1}::{c.Mapping.StoreTypeNameBase}[]"))})";
    }

    internal Type Type { get; }

    /// <summary>One statement whatever the number of rows.</summary>
    internal NpgsqlBatchCommand ForPostgres(List<object> rows)
    {
        var command = new NpgsqlBatchCommand(rows.Count == 1 ? one : many);
        foreach (var column in columns)
        {
            command.Parameters.Add(rows.Count == 1 ? column.One(rows[0]) : column.Array(rows));
        }

        return command;
    }

    internal SqliteCommand ForSqlite(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = one;
        for (var i = 0; i < columns.Length; i++)
        {
            command.Parameters.Add((SqliteParameter)columns[i].Empty(command, $"${i + 1}"));
        }

        return command;
    }

    internal void Fill(SqliteParameterCollection parameters, object row)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            parameters[i].Value = columns[i].Stored(row) ?? DBNull.Value;
        }
    }

    private sealed class Column(IProperty property, string name, RelationalTypeMapping mapping)
    {
        private readonly Type stored = Nullable(mapping.Converter?.ProviderClrType ?? mapping.ClrType, property.IsNullable);

        private readonly Lazy<NpgsqlDbType> kind = new(() => ((NpgsqlParameter)mapping.CreateParameter(new NpgsqlCommand(), "", null, true)).NpgsqlDbType);

        internal string Name => name;

        internal RelationalTypeMapping Mapping => mapping;

        internal object? Stored(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }

        internal DbParameter Empty(DbCommand command, string parameter) => mapping.CreateParameter(command, parameter, null, property.IsNullable);

        internal NpgsqlParameter One(object row) => new() { NpgsqlDbType = kind.Value, Value = Stored(row) ?? DBNull.Value };

        internal NpgsqlParameter Array(List<object> rows)
        {
            var values = System.Array.CreateInstance(stored, rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                values.SetValue(Stored(rows[i]), i);
            }

            return new() { Value = values, NpgsqlDbType = kind.Value | NpgsqlDbType.Array };
        }

        private static Type Nullable(Type type, bool nullable) => nullable && type.IsValueType && System.Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
    }
}
