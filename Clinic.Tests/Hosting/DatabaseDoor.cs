using System.Net;
using System.Net.Sockets;
using Clinic.Domain.Database;
using Npgsql;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>
/// Stands between a program and the PostgreSQL server of the tests. Shut, it cuts off whatever passes and turns away whoever comes; only those who
/// come through it miss the database.
/// </summary>
internal sealed class DatabaseDoor : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<Socket> passing = [];
    private readonly Task letting;
    private bool shut;

    private DatabaseDoor(string server)
    {
        this.server = new(server);
        listener.Start();
        letting = Let();
    }

    /// <summary>How many came while it was shut.</summary>
    public int TurnedAway { get; private set; }

    public static DatabaseDoor Stand()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, $"{TestDatabase.PostgresVariable} names no server; deploy/test starts one");
        return new(TestDatabase.PostgresServer);
    }

    /// <summary>The way to a database of the server through this door.</summary>
    public string To(DatabaseSettings database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

    public void Shut()
    {
        lock (gate)
        {
            shut = true;
            CutOff();
        }
    }

    public void Open()
    {
        lock (gate)
        {
            shut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Shut();
        listener.Stop();
        await letting;
    }

    private async Task Let()
    {
        try
        {
            while (true)
            {
                var guest = await listener.AcceptSocketAsync();
                _ = Pass(guest);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // Nobody comes any more.
        }
    }

    private async Task Pass(Socket guest)
    {
        var house = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        guest.NoDelay = true;
        lock (gate)
        {
            passing.AddRange([guest, house]);
            if (shut)
            {
                TurnedAway++;
                CutOff();
                return;
            }
        }

        try
        {
            await house.ConnectAsync(server.Host!, server.Port);
            await using var inside = new NetworkStream(house);
            await using var outside = new NetworkStream(guest);
            await Task.WhenAny(outside.CopyToAsync(inside), inside.CopyToAsync(outside));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or IOException)
        {
            // Shut on the way.
        }
        finally
        {
            guest.Close(0);
            house.Close(0);
        }
    }

    private void CutOff()
    {
        // Without a farewell, as when a machine loses its current.
        passing.ForEach(s => s.Close(0));
        passing.Clear();
    }
}
