using System.Globalization;

namespace Clinic.Bench;

/// <summary>
/// Load on a running server of one's own: <c>dotnet run -c Release --project deploy/bench -- slots|book [--url U] [--connections N] [--seconds T]</c>.
/// The server must run with <c>Api:Limits:Enabled=false</c>. In the same run a trivial endpoint is measured the same way; the ratio is what counts.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var scenario = args.FirstOrDefault() ?? "";
        var url = new Uri(Option(args, "--url", "http://localhost:5090"));
        var connections = int.Parse(Option(args, "--connections", "32"), CultureInfo.InvariantCulture);
        var time = TimeSpan.FromSeconds(int.Parse(Option(args, "--seconds", "10"), CultureInfo.InvariantCulture));
        if (scenario is not ("slots" or "book") || !url.IsLoopback || connections is < 1 or > 256 || time > TimeSpan.FromMinutes(2))
        {
            await Console.Error.WriteLineAsync("slots|book [--url http://localhost:5090, this machine only] [--connections 1–256] [--seconds 1–120]");
            return 2;
        }

        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = url };
        var load = new Load(http, connections);
        var trivial = await load.Run("trivial", time, Scenarios.Trivial);
        var measured = scenario == "slots" ? await load.Run("slots", time, await Scenarios.Slots(http)) : await Booking(load, http, time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio    {measured.PerSecond / trivial.PerSecond,10:P1} of the trivial endpoint's requests per second"));
        return measured.Failed == 0 ? 0 : 1;
    }

    private static async Task<Measured> Booking(Load load, HttpClient http, TimeSpan time)
    {
        var booking = await Scenarios.Booking.Prepare(http);
        var measured = await load.Run("book", time, booking.Next);
        Console.WriteLine($"         {await booking.CancelAll(http)} bookings made and cancelled again");
        return measured;
    }

    private static string Option(string[] args, string name, string otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }
}
