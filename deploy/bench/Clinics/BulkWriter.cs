using System.Data.Common;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Clinic.Bench.Clinics;

/// <summary>Writes many rows of one entity the fastest way the database has; columns and conversions are those of the model.</summary>
internal static class BulkWriter
{
    public static async Task Write<T>(ClinicDb db, IEnumerable<T> rows)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var columns = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();
        var (table, names) = (entity.GetTableName()!, string.Join(", ", columns.Select(c => $"\"{c.GetColumnName()}\"")));
        await db.Database.OpenConnectionAsync();
        var values = rows.Select(row => columns.Select(c => Value(c, row)));
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await Copy(postgres, $"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)", columns, values);
        }
        else
        {
            await Insert(db.Database.GetDbConnection(), $"INSERT INTO \"{table}\" ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns.Count, values);
        }
    }

    private static object? Value(IProperty property, object row)
    {
        var value = property.GetGetter().GetClrValue(row);
        return property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }

    private static async Task Copy(NpgsqlConnection connection, string copy, List<IProperty> columns, IEnumerable<IEnumerable<object?>> rows)
    {
        var types = columns.ConvertAll(c => c.GetRelationalTypeMapping().StoreType.Split('(')[0]);
        await using var writer = await connection.BeginBinaryImportAsync(copy);
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            var i = 0;
            foreach (var value in row)
            {
                await (value is null ? writer.WriteNullAsync() : writer.WriteAsync(value, types[i]));
                i++;
            }
        }

        await writer.CompleteAsync();
    }

    private static async Task Insert(DbConnection connection, string sql, int count, IEnumerable<IEnumerable<object?>> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        var parameters = Enumerable.Range(0, count).Select(i =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToList();
        foreach (var row in rows)
        {
            var i = 0;
            foreach (var value in row)
            {
                parameters[i++].Value = value ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }
}
