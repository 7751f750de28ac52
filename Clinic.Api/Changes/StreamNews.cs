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

    /// <summary>The beginning of a stream: how soon to come back, and from where to go on then.</summary>
    internal static byte[] Hello(ChangePosition position, int retry) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {retry}\nid: {ChangeCursor.Of(position)}\n\n"));

    internal static StreamNews Of(TouchedDays touched, ChangePosition position)
    {
        var id = ChangeCursor.Of(position);
        if (touched.All)
        {
            return new(Encoding.UTF8.GetBytes($"id: {id}\nevent: reset\ndata: {{}}\n\n"), []);
        }

        var each = touched.Days.Select(d => (d.Doctor, Event(id, d.Doctor, d.Dates))).ToList();
        return new([.. each.SelectMany(e => e.Item2)], each);
    }

    /// <summary>The text for a stream of one doctor, or of all.</summary>
    internal ReadOnlyMemory<byte> For(DoctorId? doctor) =>
        doctor is not { } one || each.Count == 0 ? all : each.FirstOrDefault(e => e.Doctor == one).Text ?? ReadOnlyMemory<byte>.Empty;

    private static byte[] Event(string id, DoctorId doctor, IReadOnlyCollection<DateOnly> dates)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Encoding.UTF8.GetBytes($"id: {id}\nevent: slots\ndata: "));
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
