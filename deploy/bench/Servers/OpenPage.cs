using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clinic.Bench.Servers;

/// <summary>
/// A page of the intranet that somebody has open: the circuit a browser would have, packed as for one, without the browser. It confirms what is drawn and
/// does nothing else.
/// </summary>
public sealed partial class OpenPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket = new();
    private readonly HttpMessageInvoker wire;
    private readonly List<(byte[] Letters, TaskCompletionSource<long> Drawn)> awaited = [];
    private Task reading = Task.CompletedTask;
    private long received;
    private long unpacked;

    private OpenPage(CookieContainer cookies) => wire = new(new SocketsHttpHandler
    {
        CookieContainer = cookies,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new CountedStream(context.PlaintextStream, count => Interlocked.Add(ref received, count))),
    });

    /// <summary>Bytes that have come through the circuit's connection.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>The same as the page reads them.</summary>
    public long Unpacked => Interlocked.Read(ref unpacked);

    /// <summary>Opens an address and waits until something with these letters is drawn.</summary>
    public static async Task<OpenPage> At(HttpClient http, CookieContainer cookies, string path, string awaited)
    {
        var html = await http.GetStringAsync(path);
        var roots = Roots().Matches(html).Select(m => m.Groups[1].Value).Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal)).OrderBy(Sequence);
        var page = new OpenPage(cookies);
        var drawn = page.Draws(awaited);
        var address = new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri;
        page.socket.Options.DangerousDeflateOptions = new();
        await page.socket.ConnectAsync(address, page.wire, CancellationToken.None);
        await page.Send(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        page.reading = page.Read();
        var state = State().Match(html).Groups[1].Value;
        await page.Send(BlazorPack.Invocation("1", "StartCircuit", http.BaseAddress!.ToString(), new Uri(http.BaseAddress, path).ToString(), $"[{string.Join(',', roots)}]", state));
        await drawn;
        return page;
    }

    /// <summary>Waits until something with these letters is drawn from now on; answers the moment, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public Task<long> Draws(string letters)
    {
        var drawn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (awaited)
        {
            awaited.Add((Encoding.UTF8.GetBytes(letters), drawn));
        }

        return drawn.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        wire.Dispose();
    }

    private static int Sequence(string marker) => JsonDocument.Parse(marker).RootElement.GetProperty("sequence").GetInt32();

    private async Task Read()
    {
        try
        {
            var (buffer, message, greeted) = (new byte[64 * 1024], new MemoryStream(), false);
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                Interlocked.Add(ref unpacked, part.Count);
                message.Write(buffer.AsSpan(0, part.Count));
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new InvalidOperationException("the server closed the circuit");
                }

                if (!part.EndOfMessage)
                {
                    continue;
                }

                // The answer to the greeting ends with this letter; what follows may have come along with it.
                var heard = message.ToArray();
                foreach (var frame in BlazorPack.Frames(greeted ? heard : heard[(Array.IndexOf(heard, (byte)0x1e) + 1)..]))
                {
                    await Heard(frame);
                }

                greeted = true;
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            lock (awaited)
            {
                awaited.ForEach(a => a.Drawn.TrySetException(error));
            }
        }
    }

    private async Task Heard(byte[] frame)
    {
        switch (BlazorPack.Target(frame))
        {
            case ("JS.RenderBatch", var batch):
                var now = Stopwatch.GetTimestamp();
                await Send(BlazorPack.Invocation(null, "OnRenderCompleted", batch, null));
                lock (awaited)
                {
                    awaited.RemoveAll(a => frame.AsSpan().IndexOf(a.Letters) >= 0 && a.Drawn.TrySetResult(now));
                }

                break;
            case ("JS.Error", _):
                throw new InvalidOperationException(Encoding.UTF8.GetString(frame));
        }
    }

    private ValueTask Send(byte[] message) => socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Roots();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^-]*)-->")]
    private static partial Regex State();
}
