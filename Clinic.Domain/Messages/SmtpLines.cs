using System.Globalization;
using System.Text;

namespace Clinic.Domain.Messages;

/// <summary>The lines of an SMTP conversation over a stream.</summary>
internal sealed class SmtpLines(Stream stream) : IDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;
    private readonly byte[] buffer = new byte[4096];
    private int next;
    private int end;

    /// <summary>Nothing has come that was not read.</summary>
    internal bool IsEmpty => next == end;

    public void Dispose() => stream.Dispose();

    internal Task Send(byte[] bytes, TimeSpan patience, CancellationToken cancel) => Within(
        patience,
        async token =>
        {
            await stream.WriteAsync(bytes, token);
            await stream.FlushAsync(token);
        },
        cancel);

    /// <summary>The server's number and the text of each line behind it.</summary>
    /// <exception cref="SmtpException">What came is no answer of a mail server.</exception>
    internal async Task<(int Reply, IReadOnlyList<string> Text)> Reply(TimeSpan patience, CancellationToken cancel)
    {
        var text = new List<string>();
        var reply = 0;
        await Within(patience, Read, cancel);
        return (reply, text);

        async Task Read(CancellationToken token)
        {
            while (text.Count < MostLines)
            {
                var line = await Line(token);
                if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out reply) || (line.Length > 3 && line[3] is not (' ' or '-')))
                {
                    break;
                }

                text.Add(line.Length > 4 ? line[4..] : "");
                if (line.Length == 3 || line[3] == ' ')
                {
                    return;
                }
            }

            throw new SmtpException(MessageFaults.Protocol, SmtpScope.Server);
        }
    }

    /// <summary>The message with its end: a line that begins with a dot gets another (RFC 5321, 4.5.2).</summary>
    internal static byte[] Stuffed(byte[] content)
    {
        var stuffed = new MemoryStream(content.Length + 64);
        var begins = true;
        foreach (var octet in content)
        {
            if (begins && octet == '.')
            {
                stuffed.WriteByte((byte)'.');
            }

            stuffed.WriteByte(octet);
            begins = octet == '\n';
        }

        stuffed.Write(".\r\n"u8);
        return stuffed.ToArray();
    }

    /// <exception cref="TimeoutException">It took longer.</exception>
    internal static async Task Within(TimeSpan patience, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private async Task<string> Line(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (next == end)
            {
                (next, end) = (0, await stream.ReadAsync(buffer, cancel));
                if (end == 0)
                {
                    throw new IOException();
                }
            }

            var c = (char)buffer[next++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c);
        }

        throw new SmtpException(MessageFaults.Protocol, SmtpScope.Server);
    }
}
