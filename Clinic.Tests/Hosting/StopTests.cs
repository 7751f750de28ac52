using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Who stops the program waits for what is at work, not for pages and widgets that come back while it ends.</summary>
public sealed class StopTests
{
    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e");

    // Kestrel waits 30 s for connections that do not end.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Pages_that_ask_for_a_new_circuit_at_once_do_not_keep_the_program_from_ending()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        var cookies = new CookieContainer();
        using (var browser = web.Browser(cookies))
        {
            await RunningWeb.SignIn(browser, "olga");
        }

        var circuit = new UriBuilder(web.Address) { Scheme = "ws", Path = "_blazor" }.Uri;
        await EndsSoon(web, (opened, over) => KeepAsking(circuit, cookies, opened, over));
    }

    [Fact]
    public async Task Widgets_that_open_their_streams_again_at_once_do_not_keep_the_program_from_ending()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var api = await RunningApi.Start(clinic);
        var stream = new Uri(api.Http.BaseAddress!, "/api/v1/stream");
        await EndsSoon(api, (opened, over) => KeepReading(stream, opened, over));
    }

    /// <param name="program">What is stopped.</param>
    /// <param name="keep">Connects again and again; tells the first time that it was let in.</param>
    private static async Task EndsSoon(IAsyncDisposable program, Func<TaskCompletionSource, CancellationToken, Task> keep)
    {
        using var over = new CancellationTokenSource();
        var opened = new TaskCompletionSource();
        var visitors = Enumerable.Range(0, 8).Select(_ => Task.Run(() => keep(opened, over.Token))).ToList();
        await opened.Task;

        var watch = Stopwatch.StartNew();
        await program.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        await over.CancelAsync();
        await Task.WhenAll(visitors);
    }

    private static async Task KeepReading(Uri stream, TaskCompletionSource opened, CancellationToken cancel)
    {
        using var http = new HttpClient();
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, cancel);
                opened.TrySetResult();
                await answer.Content.CopyToAsync(Stream.Null, cancel);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // The next attempt, or none.
            }
        }
    }

    private static async Task KeepAsking(Uri circuit, CookieContainer cookies, TaskCompletionSource opened, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket();
                socket.Options.Cookies = cookies;
                await socket.ConnectAsync(circuit, cancel);
                await socket.SendAsync(Handshake, WebSocketMessageType.Binary, endOfMessage: true, cancel);
                var answer = new byte[256];
                while ((await socket.ReceiveAsync(answer, cancel)).MessageType != WebSocketMessageType.Close)
                {
                    opened.TrySetResult();
                }
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException)
            {
                // The next attempt, or none.
            }
        }
    }
}
