using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Clinic.Domain.Database;

namespace Clinic.Bench.Servers;

/// <summary>One of our programs as a child process, built as the bench is.</summary>
public sealed class Server : IAsyncDisposable
{
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;
    private readonly Process process;
    private readonly Queue<string> output = new();

    private Server(Process process, string url)
    {
        this.process = process;
        Url = url;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    /// <summary>The last lines it wrote.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>The most memory it ever had, in bytes; 0 once it is gone.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
    }

    /// <summary>The memory it has now, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>What it has used of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>
    /// A port that is free and stays so: not one of those that the system gives to outgoing connections, one of which may have it while a killed
    /// server is away.
    /// </summary>
    public static string FreeUrl()
    {
        while (true)
        {
            var port = Random.Shared.Next(FirstPort, LastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return $"http://127.0.0.1:{port}";
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    /// <summary>The public host on a database.</summary>
    public static async Task<Server> Api(DatabaseSettings database, string? url = null)
    {
        var at = url ?? FreeUrl();
        var server = Start("Clinic.Api", at, [], ("Api__Urls", at), ("Api__Limits__Enabled", "false"), ("Database__Provider", database.Provider.ToString()), ("ConnectionStrings__Clinic", database.ConnectionString));
        await server.Ready("/health/ready");
        return server;
    }

    /// <summary>The intranet on a database, without the public host.</summary>
    public static async Task<Server> Web(DatabaseSettings database)
    {
        var at = FreeUrl();
        var server = Start(
            "Clinic.Web", at, [], ("Web__Urls", at), ("Api__InProcess", "false"), ("Database__Provider", database.Provider.ToString()), ("ConnectionStrings__Clinic", database.ConnectionString), ("Web__Keys", "keys"));
        await server.Ready("/health/ready");
        return server;
    }

    /// <summary>A part of the bench itself in a process of its own.</summary>
    public static async Task<Server> Own(params string[] arguments)
    {
        var url = FreeUrl();
        var server = Start("Clinic.Bench", url, [.. arguments, url]);
        await server.Ready("/ready");
        return server;
    }

    /// <summary>A command of Clinic.Web; answers its exit code and what it said.</summary>
    public static async Task<(int Code, string Output)> Command(DatabaseSettings database, string name)
    {
        await using var server = Start("Clinic.Web", "", [name], ("Database__Provider", database.Provider.ToString()), ("ConnectionStrings__Clinic", database.ConnectionString));
        await server.process.WaitForExitAsync();
        return (server.process.ExitCode, server.Output);
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private static Server Start(string program, string url, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("clinic-server-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => Directory.Delete(folder, recursive: true);
        return new(process, url);
    }

    private async Task Ready(string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(1);)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the server ended: {Output}");
            }

            try
            {
                if ((await http.GetAsync(Url + path)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"the server was not ready after a minute: {Output}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.Enqueue(line.Data ?? "");
            if (output.Count > 60)
            {
                output.Dequeue();
            }
        }
    }
}
