using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Availability;

/// <summary>Cells of a resource, from the first to the one after the last. Text form: <c>resource:from:to</c>.</summary>
public readonly record struct CellRange(ResourceId Resource, int From, int To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Resource.Value}:{From}:{To}");

    /// <summary>Reads ranges separated by blanks.</summary>
    public static IEnumerable<CellRange> ParseMany(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var numbers = part.Split(':');
        return new CellRange(new(long.Parse(numbers[0], CultureInfo.InvariantCulture)), int.Parse(numbers[1], CultureInfo.InvariantCulture), int.Parse(numbers[2], CultureInfo.InvariantCulture));
    });
}

/// <summary>Who is busy when: doctors, rooms and devices as bitmaps, quotas and seats as counts, over one window of cells.</summary>
internal sealed class OccupancyMap
{
    private const int RangesPerQuery = 60;
    private const int KeysPerQuery = 400;
    private readonly int from;
    private readonly int to;
    private readonly ConcurrentDictionary<ResourceId, ResourceCells> busy;
    private readonly ConcurrentDictionary<(ResourceId Key, int Cell), OccupiedCell[]> places;

    private OccupancyMap(
        int from, int to, IEnumerable<KeyValuePair<ResourceId, ResourceCells>> busy, IEnumerable<KeyValuePair<(ResourceId Key, int Cell), OccupiedCell[]>> places)
    {
        this.from = from;
        this.to = to;
        this.busy = new(busy);
        this.places = new(places);
    }

    internal OccupancyMap(int from, int to)
        : this(from, to, [], [])
    {
    }

    internal OccupancyMap Copy() => new(from, to, busy.Select(b => KeyValuePair.Create(b.Key, b.Value.Copy())), places);

    internal ResourceCells? Find(ResourceId resource) => busy.GetValueOrDefault(resource);

    /// <summary>Makes room for a resource; a capacity that changed starts empty and must be read anew.</summary>
    internal bool Prepare(ResourceId resource, int capacity)
    {
        if (busy.TryGetValue(resource, out var cells) && cells.Capacity == capacity)
        {
            return false;
        }

        busy[resource] = new(from, to, capacity);
        return true;
    }

    internal ResourceCells Of(ResourceId resource) => busy.GetOrAdd(resource, _ => new(from, to, 1));

    /// <summary>How many of the numbered places are taken.</summary>
    internal int Taken(ResourceId key, int cell, DateTime now) =>
        places.TryGetValue((key, cell), out var rows) ? rows.Count(r => r.HeldUntil is null || r.HeldUntil > now) : 0;

    /// <summary>Takes in what a program that has just started has read. The map must be empty yet.</summary>
    internal void Fill(StandingCells standing, DateTime now)
    {
        foreach (var (resource, first, end) in standing.OfBookings)
        {
            busy.GetValueOrDefault(resource)?.Add(first, end);
        }

        foreach (var (resource, row) in standing.OfOthers)
        {
            Keep(busy.GetValueOrDefault(resource), row, now);
        }
    }

    /// <summary>Reads the resources from the storage, whole; each is a stretch of the primary key, however much of the past lies before it.</summary>
    internal async Task Read(ClinicDb db, IEnumerable<ResourceId> resources, DateTime now, CancellationToken cancel)
    {
        foreach (var some in resources.Chunk(KeysPerQuery))
        {
            await Each(db, In(some, from, to), now, (resource, row) => Keep(busy[resource], row, now), cancel);
        }
    }

    /// <summary>Reads how many places of the quotas and group visits are taken.</summary>
    internal async Task ReadPlaces(ClinicDb db, IEnumerable<ResourceId> keys, DateTime now, CancellationToken cancel)
    {
        foreach (var some in keys.Chunk(KeysPerQuery))
        {
            var found = new Dictionary<(ResourceId, int), List<OccupiedCell>>();
            await Each(db, In(some, from - Timetable.DayCells, to), now, (key, row) => Add(found, (key, row.Cell), row), cancel);
            foreach (var (key, rows) in found)
            {
                places[key] = [.. rows];
            }
        }
    }

    /// <summary>Makes the stretches what the storage says they are now.</summary>
    internal async Task Refresh(ClinicDb db, IEnumerable<CellRange> touched, DateTime now, CancellationToken cancel)
    {
        foreach (var ranges in Merge(touched).Chunk(RangesPerQuery))
        {
            var found = new Dictionary<ResourceId, List<OccupiedCell>>();
            var filter = new StringBuilder();
            foreach (var range in ranges)
            {
                filter.Append(filter.Length == 0 ? "" : " OR ").Append(CultureInfo.InvariantCulture, $"(\"ResourceId\" = {range.Resource.Value} AND \"Cell\" >= {range.From} AND \"Cell\" < {range.To})");
            }

            await Each(db, filter.ToString(), now, (resource, row) => Add(found, resource, row), cancel);
            foreach (var range in ranges)
            {
                var rows = (found.GetValueOrDefault(range.Resource) ?? []).Where(r => r.Cell >= range.From && r.Cell < range.To);
                if (range.Resource.Kind != ResourceKind.Places)
                {
                    Of(range.Resource).Replace(range.From, range.To, rows);
                    continue;
                }

                foreach (var cell in Enumerable.Range(range.From, range.To - range.From))
                {
                    places[(range.Resource, cell)] = [.. rows.Where(r => r.Cell == cell)];
                }
            }
        }
    }

    private static void Keep(ResourceCells? cells, OccupiedCell row, DateTime now)
    {
        if (row.HeldUntil is not { } until)
        {
            cells?.Add(row.Cell);
        }
        else if (until > now)
        {
            cells?.Hold(row.Cell, row.Cell + 1, until);
        }
    }

    private static IEnumerable<CellRange> Merge(IEnumerable<CellRange> ranges)
    {
        CellRange? open = null;
        foreach (var range in ranges.OrderBy(r => r.Resource.Value).ThenBy(r => r.From))
        {
            if (open is { } last && last.Resource == range.Resource && range.From <= last.To)
            {
                open = last with { To = Math.Max(last.To, range.To) };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = range;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }

    /// <summary>A plain reader: hundreds of thousands of rows are not worth objects of their own.</summary>
    private static async Task Each(ClinicDb db, string filter, DateTime now, Action<ResourceId, OccupiedCell> take, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT \"ResourceId\", \"Cell\", \"HeldUntil\" FROM \"Occupancy\" WHERE {filter}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            DateTime? until = reader.IsDBNull(2) ? null : DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc);
            if (until is null || until > now)
            {
                take(new(reader.GetInt64(0)), new(reader.GetInt32(1), until));
            }
        }
    }

    private static string In(IEnumerable<ResourceId> keys, int from, int to) => string.Create(
        CultureInfo.InvariantCulture, $"\"ResourceId\" IN ({string.Join(',', keys.Select(k => k.Value))}) AND \"Cell\" >= {from} AND \"Cell\" < {to}");

    private static void Add<T>(Dictionary<T, List<OccupiedCell>> found, T key, OccupiedCell row)
        where T : notnull
    {
        if (!found.TryGetValue(key, out var rows))
        {
            found[key] = rows = [];
        }

        rows.Add(row);
    }
}
