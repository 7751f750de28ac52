using System.Globalization;
using Clinic.Bench.Scenarios;
using Clinic.Bench.Servers;
using Clinic.Domain.Database;

namespace Clinic.Bench;

/// <summary>
/// Every number the project promises, in one run: <c>dotnet run -c Release --project deploy/bench -- all</c>; only <c>storm</c>, which asks whether anything
/// is lost, runs alone. It starts what it needs on ports and
/// databases of its own and takes it away again; beside each measurement stands one of a bare endpoint on the same machine, and the ratio is what counts.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [TrivialServer.Name, var size, var type, var url]:
                await TrivialServer.Serve(int.Parse(size, CultureInfo.InvariantCulture), type, url);
                return 0;
            case [BareServer.Name, var provider, var connection, var booking, var url]:
                await BareServer.Serve(Enum.Parse<DatabaseProvider>(provider), connection, Guid.Parse(booking), url);
                return 0;
        }

        if (Options.Read(args) is not { } options || !Scenarios(options, new()).TryGetValue(options.Scenario, out _))
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

        var report = new Report();
        await Scenarios(options, report)[options.Scenario]();
        report.Write();
        return report.Failed == 0 && !(options.Gate && report.Missed > 0) ? 0 : 1;
    }

    private static Dictionary<string, Func<Task>> Scenarios(Options options, Report report)
    {
        var reading = new Reading(options, report);
        return new()
        {
            ["slots"] = () => reading.Run(slots: true, nearest: false),
            ["nearest"] = () => reading.Run(slots: false, nearest: true),
            ["widget"] = () => reading.Widget(),
            ["streams"] = () => new Streams(options, report).Run(),
            ["history"] = () => new LongHistory(options, report).Run(),
            ["people"] = () => new People(options, report).Run(),
            ["book"] = () => new Booking(options, report).Run(),
            ["board"] = () => new Board(options, report).Run(),
            ["live"] = () => new LiveBoards(options, report).Run(),
            ["cold"] = () => new ColdStart(options, report).Run(),
            ["storm"] = () => new StormRun(options, report).Run(),
            ["all"] = async () =>
            {
                await reading.Run(slots: true, nearest: true);
                await reading.Widget();
                await new Streams(options, report).Run();
                await new Booking(options, report).Run();
                await new Board(options, report).Run();
                await new LiveBoards(options, report).Run();
                await new ColdStart(options, report).Run();
                await new People(options, report).Run();
                await new LongHistory(options, report).Run();
            },
        };
    }
}
