using System.Threading.Channels;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Changes;

namespace Clinic.Api.Changes;

/// <summary>One open connection: a short queue and nothing else. Who does not read is dropped, and comes back to where it was.</summary>
internal sealed class OpenStream(VisitorAddress address, DoctorId? doctor, ChangePosition from)
{
    private const int MostWaiting = 64;
    private readonly Channel<StreamNews> news = Channel.CreateBounded<StreamNews>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    internal VisitorAddress Address => address;

    /// <summary>What came after this is told here.</summary>
    internal ChangePosition From => from;

    internal void Offer(StreamNews next)
    {
        if (!news.Writer.TryWrite(next))
        {
            End();
        }
    }

    internal void End() => news.Writer.TryComplete();

    /// <summary>Writes until the stream ends.</summary>
    internal async Task Write(HttpResponse response, CancellationToken cancel)
    {
        await foreach (var next in news.Reader.ReadAllAsync(cancel))
        {
            await Write(response, next, cancel);
        }
    }

    internal async Task Write(HttpResponse response, StreamNews next, CancellationToken cancel)
    {
        var text = next.For(doctor);
        if (text.Length > 0)
        {
            await response.Body.WriteAsync(text, cancel);
            await response.Body.FlushAsync(cancel);
        }
    }
}
