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
        var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var all = Children(postmaster).Prepend(postmaster).ToList();
        foreach (var pid in all)
        {
            _ = Send(pid, 9);
        }

        while (all.Any(pid => Directory.Exists($"/proc/{pid}") && !IsZombie(pid)))
        {
            await Task.Delay(10);
        }

        await Up();
    }

    public async ValueTask DisposeAsync()
    {
        await AsPostgres("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private Task Up() => AsPostgres("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    private static IEnumerable<int> Children(int parent) => Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && Status(pid, "PPid:") == parent.ToString(CultureInfo.InvariantCulture));

    private static bool IsZombie(int pid) => Status(pid, "State:") is null or ['Z', ..];

    private static string? Status(int pid, string name)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
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
