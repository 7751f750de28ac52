using System.Net.Sockets;
using Clinic.Domain.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Clinic.Domain.Hosting;

/// <summary>Starting and stopping, the same for both programs: a wrong setting stops the start with a line that names the key.</summary>
public static class Startup
{
    /// <summary>Runs the program; answers the exit code.</summary>
    public static async Task<int> Run(Func<Task<int>> program)
    {
        try
        {
            return await program();
        }
        catch (SettingsException error)
        {
            foreach (var fault in error.Faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return 1;
        }
    }

    /// <summary>Starts the hosts in order and waits until any of them stops, then stops the rest; a start that fails stops those already started.</summary>
    public static async Task Serve(params WebApplication[] apps)
    {
        var started = new List<WebApplication>();
        try
        {
            foreach (var app in apps)
            {
                await Start(app);
                started.Add(app);
            }

            await Task.WhenAny(apps.Select(a => a.WaitForShutdownAsync()));
        }
        finally
        {
            foreach (var app in Enumerable.Reverse(started))
            {
                await app.StopAsync();
            }
        }
    }

    /// <summary>Listens on the addresses of one key and on nothing else.</summary>
    public static void Listen(this WebApplication app, string key, IReadOnlyList<string> urls)
    {
        app.Configuration[CannotListen] = $"{key}: cannot listen on {string.Join(", ", urls)}";
        app.Urls.Clear();
        foreach (var url in urls)
        {
            app.Urls.Add(url);
        }
    }

    private const string CannotListen = "Clinic:CannotListen";

    private static async Task Start(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (error is IOException { InnerException: AddressInUseException or SocketException } or SocketException or AddressInUseException)
        {
            throw new SettingsException([$"{app.Configuration[CannotListen]} ({error.GetBaseException().Message})"]);
        }
    }
}
