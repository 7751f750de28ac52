using System.Buffers.Binary;
using System.Text;

namespace Clinic.Bench.Servers;

/// <summary>As much of the circuit's wire format (MessagePack in frames with a length before each) as <see cref="OpenPage"/> needs.</summary>
internal static class BlazorPack
{
    private const byte Nil = 0xc0;
    private const int CallKind = 1;

    /// <summary>A call of the server; with an id it is answered.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments)
    {
        using var body = new MemoryStream();
        body.Write([0x95, CallKind, 0x80]);
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
        {
            Write(body, argument);
        }

        using var frame = new MemoryStream();
        var left = (uint)body.Length;
        for (; left >= 0x80; left >>= 7)
        {
            frame.WriteByte((byte)(left | 0x80));
        }

        frame.WriteByte((byte)left);
        body.WriteTo(frame);
        return frame.ToArray();
    }

    /// <summary>The frames of a message.</summary>
    public static IEnumerable<byte[]> Frames(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = message[at++];
                length |= (part & 0x7f) << shift;
                if (part < 0x80)
                {
                    break;
                }
            }

            yield return message[at..(at + length)];
            at += length;
        }
    }

    /// <summary>What the server calls, and the number that is its first argument; null where the frame is no call.</summary>
    public static (string? Name, long First) Target(byte[] frame)
    {
        // An array, the kind, no headers, no id, the name and the arguments.
        if (frame is not [_, CallKind, 0x80, Nil, var head, ..])
        {
            return default;
        }

        var (start, length) = head >= 0xd9 ? (6, frame[5]) : (5, head & 0x1f);
        var first = frame.AsSpan(start + length + 1);
        return (Encoding.UTF8.GetString(frame, start, length), first.IsEmpty ? 0 : first[0] switch
        {
            0xcc => first[1],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(first[1..]),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(first[1..]),
            var small => small,
        });
    }

    private static void Write(Stream stream, object? value)
    {
        Span<byte> head = stackalloc byte[9];
        switch (value)
        {
            case null:
                stream.WriteByte(Nil);
                break;
            case long number:
                head[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(head[1..], number);
                stream.Write(head);
                break;
            default:
                var text = Encoding.UTF8.GetBytes(value.ToString()!);
                head[0] = 0xdb;
                BinaryPrimitives.WriteInt32BigEndian(head[1..], text.Length);
                stream.Write(head[..5]);
                stream.Write(text);
                break;
        }
    }
}
