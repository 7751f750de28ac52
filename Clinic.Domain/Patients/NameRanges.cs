using System.Text.Encodings.Web;
using System.Text.Json;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Cards whose folded name begins with one of many texts, each found by the index; see decision 8.</summary>
internal static class NameRanges
{
    /// <summary>Of so many names that begin so at most the further words are compared.</summary>
    private const int Looked = 20_000;

    /// <summary>So many of all together, unless more of one were asked for.</summary>
    private const int Most = 2000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The cards, in the order of the beginnings and then of the names.</summary>
    /// <param name="db">A context.</param>
    /// <param name="beginnings">How the names begin, and up to two words that begin further words of them.</param>
    /// <param name="born">The birth dates, or null for any.</param>
    /// <param name="each">How many of one beginning at most, where the database can count so.</param>
    /// <param name="cancel">Cancels.</param>
    internal static Task<List<Patient>> Read(ClinicDb db, IReadOnlyCollection<Beginning> beginnings, (DateOnly From, DateOnly To)? born, int each, CancellationToken cancel)
    {
        var ranges = JsonSerializer.Serialize(beginnings.Select(b => new[] { b.Text, b.Text[..^1] + (char)(b.Text[^1] + 1), Like(b.More, 0), Like(b.More, 1) }), Plain);
        var (from, to) = born ?? (DateOnly.MinValue, DateOnly.MaxValue);
        var dates = born is null ? "" : """ AND x."BirthDate" BETWEEN {1} AND {2}""";
        const string InRange = """ "Patients" x WHERE x."SearchName" >= r.lo AND x."SearchName" < r.hi""";
        const string Fits = $"""{InRange} AND x."SearchName" LIKE r.a AND x."SearchName" LIKE r.b""";
        var sql = db switch
        {
            // Limits that the planner cannot see keep it from expecting thousands of rows: it goes by the index, and compiles nothing for what takes milliseconds.
            PostgresClinicDb => $$"""
                SELECT p.* FROM (SELECT j ->> 0 AS lo, j ->> 1 AS hi, j ->> 2 AS a, j ->> 3 AS b FROM jsonb_array_elements({0}::jsonb) AS j LIMIT (SELECT 100000)) AS r
                CROSS JOIN LATERAL (
                    SELECT y.* FROM (SELECT x.* FROM {{InRange}}{{dates}} ORDER BY x."SearchName" LIMIT (SELECT {4})) AS y
                    WHERE y."SearchName" LIKE r.a AND y."SearchName" LIKE r.b LIMIT {3}) AS p LIMIT {5}
                """,
            SqlServerClinicDb => $$"""
                SELECT TOP ({5}) p.* FROM OPENJSON({0}) WITH (lo nvarchar(250) '$[0]', hi nvarchar(250) '$[1]', a nvarchar(250) '$[2]', b nvarchar(250) '$[3]') AS r
                CROSS APPLY (SELECT TOP ({3}) x.* FROM {{Fits}}{{dates}} ORDER BY x."SearchName") AS p
                """,

            // The limit inside keeps the texts from being read out of the JSON again for each card.
            _ => $$"""
                SELECT x.* FROM (SELECT json_extract(value, '$[0]') AS lo, json_extract(value, '$[1]') AS hi, json_extract(value, '$[2]') AS a, json_extract(value, '$[3]') AS b
                    FROM json_each({0}) LIMIT 100000) AS r CROSS JOIN {{Fits}}{{dates}} LIMIT {5}
                """,
        };
        var all = Math.Max(each, Most);
        var looked = beginnings.Any(b => b.More.Count > 0) ? Math.Max(Looked, each) : each;
        return db.Patients.FromSqlRaw(sql, ranges, from, to, each, looked, all).ToListAsync(cancel);
    }

    private static string Like(IReadOnlyList<string> words, int index) => index < words.Count ? $"% {words[index]}%" : "%";
}

/// <summary>How a folded name begins, and what further words of it begin with.</summary>
internal sealed record Beginning(string Text, IReadOnlyList<string> More);
