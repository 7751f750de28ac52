using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Clinic.Bench.Storms;

/// <summary>A PostgreSQL server of the bench's own, with the durability it comes with, that may be killed.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("clinic-postgres-").FullName;
    private readonly string bin = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).OrderByDescending(d => d, StringComparer.Ordinal).First();
    private readonly int port = new Uri(Servers.Server.FreeUrl()).Port;

    private string Data => Path.Combine(folder, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5";

    public static async Task<PrivatePostgres> Start()
    {
        var server = new PrivatePostgres();
        if (Environment.UserName == "root")
        {
            await Command("chown", "postgres", server.folder);
        }

        await server.AsPostgres("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8");
        await server.Up();
        return server;
    }

    /// <summary>SIGKILL for the server and every process of it, then a start that has to recover.</summary>
    public async Task Kill()
    {
        await KillAll();

        // Its number may still be taken by the dead process, where nobody has fetched that yet; that none is left is known.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        await Up();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAll();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>All that work in the folder of the data, until none is left: the server starts new ones while it is being killed.</summary>
    private async Task KillAll()
    {
        while (Processes() is { Count: > 0 } all)
        {
            all.ForEach(pid => _ = Send(pid, 9));
            await Task.Delay(5);
        }
    }

    private async Task Up()
    {
        try
        {
            await StartServer();
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidOperationException($"{error.Message}: {string.Join('\n', (await File.ReadAllLinesAsync(Path.Combine(folder, "log"))).TakeLast(15))}");
        }
    }

    private Task StartServer() => AsPostgres("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -c unix_socket_directories= -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    private List<int> Processes() => [.. Directory.GetDirectories("/proc")
        .Where(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out _) && Folder(d) == Data)
        .Select(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))];

    private static string? Folder(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return null;
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task AsPostgres(string program, params string[] arguments) => Environment.UserName == "root"
        ? Command("runuser", ["-u", "postgres", "--", Path.Combine(bin, program), .. arguments])
        : Command(Path.Combine(bin, program), arguments);

    private static async Task Command(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true };
        using var process = Process.Start(start)!;

        // What is started keeps the pipe: reading it to its end would wait for the server's own.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int pid, int signal);
}
