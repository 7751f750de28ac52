using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Changes;

namespace Clinic.Api.Changes;

/// <summary>What goes to every open stream at one time, written once for all of them.</summary>
internal sealed class StreamNews
{
    /// <summary>A comment, so that nobody in between takes the connection for dead.</summary>
    internal static readonly StreamNews Heartbeat = new(":\n\n"u8.ToArray(), []);

    private readonly byte[] all;
    private readonly IReadOnlyList<(DoctorId Doctor, byte[] Text)> each;

    private StreamNews(byte[] all, IReadOnlyList<(DoctorId Doctor, byte[] Text)> each)
    {
        this.all = all;
        this.each = each;
    }

    /// <summary>Everything is to be asked for anew.</summary>
    internal bool All { get; private init; }

    /// <summary>The beginning of a stream: how soon to come back, and from where to go on then. That is never beyond what the reader has heard: the stream may break at once.</summary>
    internal static byte[] Hello(ChangePosition known, int retry) => [.. Retry(retry), .. Encoding.UTF8.GetBytes($"id: {ChangeCursor.Of(known)}\n\n")];

    /// <summary>The same where the reader knows nothing yet: what follows belongs to the same event.</summary>
    internal static byte[] Retry(int retry) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {retry}\n"));

    internal static StreamNews Of(TouchedDays touched, ChangePosition position)
    {
        var id = ChangeCursor.Of(position);
        if (touched.All)
        {
            return new(Encoding.UTF8.GetBytes($"id: {id}\nevent: reset\ndata: {{}}\n\n"), []) { All = true };
        }

        // The place stands in the last event alone: whoever loses the stream between two comes back to before both.
        var days = touched.Days.ToList();
        var all = days.SelectMany((d, i) => Event(i == days.Count - 1 ? id : null, d.Doctor, d.Dates));
        return new([.. all], [.. days.Select(d => (d.Doctor, Event(id, d.Doctor, d.Dates)))]);
    }

    /// <summary>The text for a stream of one doctor, or of all.</summary>
    internal ReadOnlyMemory<byte> For(DoctorId? doctor) =>
        doctor is not { } one || each.Count == 0 ? all : each.FirstOrDefault(e => e.Doctor == one).Text ?? ReadOnlyMemory<byte>.Empty;

    private static byte[] Event(string? id, DoctorId doctor, IReadOnlyCollection<DateOnly> dates)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Encoding.UTF8.GetBytes($"{(id is null ? "" : $"id: {id}\n")}event: slots\ndata: "));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("doctor"u8, doctor.ToString());
            json.WriteStartArray("dates"u8);
            foreach (var date in dates)
            {
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
