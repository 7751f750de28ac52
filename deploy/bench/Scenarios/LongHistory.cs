using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Database;

namespace Clinic.Bench.Scenarios;

/// <summary>The same readings with few and with very many bookings of the past in PostgreSQL.</summary>
internal sealed class LongHistory(Options options, Report report)
{
    private const long Few = 50_000;
    private const double Within = 0.8;

    public async Task Run()
    {
        if (Options.Postgres is null)
        {
            report.Add("history", "left out", "needs CLINIC_TEST_POSTGRES");
            return;
        }

        var few = await Measure(Few);
        var many = await Measure(options.Past);
        for (var i = 0; i < few.Count; i++)
        {
            report.Ratio($"{few[i].Name}: {options.Past:N0} past bookings beside {Few:N0}", many[i].Measured, few[i].Measured, Within);
        }
    }

    private async Task<List<(string Name, Measured Measured)>> Measure(long past)
    {
        await using var place = await Place.Create(DatabaseProvider.Postgres);
        var clinic = await Furniture.Put(place, Reading.Doctors, Reading.Days, devices: true);
        await BookedDays.Put(place, clinic, Reading.Days);
        var (took, size) = await PastYears.Put(place, clinic, past);
        var made = string.Create(CultureInfo.InvariantCulture, $"{past:N0} past bookings made in {took.TotalSeconds:F0} s, the database has {size >> 20} MiB");
        Console.WriteLine(made);
        report.Add($"history of {past:N0}: made in", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F0} s, {size >> 20} MiB"));
        await using var server = await Server.Api(place.Settings);
        var reading = new Reading(options, report);
        List<(string, Measured)> found =
        [
            ("slots", await reading.Measure($"slots, {past:N0} past", server, Reading.SlotPaths(clinic))),
            ("nearest", await reading.Measure($"nearest, {past:N0} past", server, Reading.NearestPath(clinic))),
        ];
        report.Memory($"history of {past:N0}", server.PeakMemory);
        return found;
    }
}
