using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>One of our programs as a process of its own, so that it can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private bool disposed;

    private ServerProcess(Process process) => this.process = process;

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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts <c>Clinic.Web</c> or <c>Clinic.Api</c> in a folder of its own with the given settings.</summary>
    public static ServerProcess Start(string program, string folder, IEnumerable<string> arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, $"{program}.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var server = new ServerProcess(Process.Start(start)!);
        server.process.OutputDataReceived += server.Keep;
        server.process.ErrorDataReceived += server.Keep;
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits as long as a busy machine may need to furnish the demonstration.</summary>
    public async Task Ready(string url)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var began = Stopwatch.StartNew(); began.Elapsed < TimeSpan.FromMinutes(3);)
        {
            Assert.False(process.HasExited, Output);
            try
            {
                if ((await http.GetAsync($"{url}/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        await Kill();
        Assert.Fail($"not ready after three minutes: {Output}");
    }

    /// <summary>SIGKILL: no handler of ours runs.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async Task<int> Exit()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            if (!process.HasExited)
            {
                await Kill();
            }

            process.Dispose();
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.Add(line.Data ?? "");
        }
    }
}
