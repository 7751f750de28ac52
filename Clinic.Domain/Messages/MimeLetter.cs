using System.Globalization;
using System.Text;
using Clinic.Domain.Settings;

namespace Clinic.Domain.Messages;

/// <summary>
/// A letter as it goes over the wire (RFC 5322, 2045, 2047): plain text and page side by side, the invitation as the third way to show it and attached once more as
/// a file. Seven-bit throughout, lines of at most 78 characters.
/// </summary>
internal static class MimeLetter
{
    private const int LineLength = 76;

    // A word of 52 characters between "=?utf-8?B?" and "?=", so that the header's name stands before it on a line.
    private const int WordOctets = 39;

    internal static byte[] Write(Letter letter, MailSettings mail, DateTime now)
    {
        var text = new LetterText(letter);
        var calendar = letter.Calendar(mail);
        var file = calendar.Write(letter.Culture, now);
        var media = $"{VisitCalendar.MediaType}; charset=utf-8; method={calendar.Method}";
        var (outer, inner) = ($"=_{letter.Id:N}_0", $"=_{letter.Id:N}_1");
        var wire = new StringBuilder(16 * 1024);
        Head(wire, letter.Id, letter.To, text.Subject, letter.Clinic, letter.Culture, mail, now);
        Header(wire, "Content-Type", $"multipart/mixed;\r\n boundary=\"{outer}\"");
        Open(wire, outer);
        Header(wire, "Content-Type", $"multipart/alternative;\r\n boundary=\"{inner}\"");
        Part(wire, inner, "text/plain; charset=utf-8", text.Plain());
        Part(wire, inner, "text/html; charset=utf-8", text.Html());
        Part(wire, inner, media, file);
        wire.Append("\r\n--").Append(inner).Append("--\r\n");
        Part(wire, outer, $"{media};\r\n name=\"visit.ics\"", file, "attachment; filename=\"visit.ics\"");
        return Encoding.ASCII.GetBytes(wire.Append("\r\n--").Append(outer).Append("--\r\n").ToString());
    }

    /// <summary>A code, with nothing attached.</summary>
    internal static byte[] Write(CodeLetter letter, MailSettings mail, DateTime now)
    {
        var text = new CodeText(letter);
        var boundary = $"=_{letter.Id:N}_0";
        var wire = new StringBuilder(8 * 1024);
        Head(wire, letter.Id, letter.To, text.Subject, letter.Clinic, letter.Culture, mail, now);
        Header(wire, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        Part(wire, boundary, "text/plain; charset=utf-8", text.Plain());
        Part(wire, boundary, "text/html; charset=utf-8", text.Html());
        return Encoding.ASCII.GetBytes(wire.Append("\r\n--").Append(boundary).Append("--\r\n").ToString());
    }

    private static void Head(StringBuilder wire, Guid id, string to, string subject, LocalText clinic, CultureInfo culture, MailSettings mail, DateTime now)
    {
        Header(wire, "From", $"{Words(mail.FromName ?? clinic.In(culture))}\r\n <{mail.From}>");
        Header(wire, "To", $"<{to}>");
        Header(wire, "Subject", Words(subject));
        Header(wire, "Date", new DateTimeOffset(now, TimeSpan.Zero).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));

        // The same each time the message is tried: whoever got it twice has it once.
        Header(wire, "Message-ID", $"<{id:N}@{mail.From[(mail.From.LastIndexOf('@') + 1)..]}>");
        Header(wire, "Content-Language", culture.Name);
        Header(wire, "Auto-Submitted", "auto-generated");
        Header(wire, "MIME-Version", "1.0");
    }

    /// <summary>Text of a header in encoded words, none of which ends inside a letter; plain where it needs no more.</summary>
    internal static string Words(string text)
    {
        if (text.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ') && text.Length <= WordOctets)
        {
            return text;
        }

        var (words, word) = (new List<string>(), new StringBuilder());
        var octets = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > WordOctets)
            {
                words.Add(word.ToString());
                word.Clear();
                octets = 0;
            }

            word.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }

    private static void Header(StringBuilder wire, string name, string value) => wire.Append(name).Append(": ").Append(value).Append("\r\n");

    private static void Open(StringBuilder wire, string boundary) => wire.Append("\r\n--").Append(boundary).Append("\r\n");

    private static void Part(StringBuilder wire, string boundary, string media, string content, string? disposition = null)
    {
        Open(wire, boundary);
        Header(wire, "Content-Type", media);
        Header(wire, "Content-Transfer-Encoding", "base64");
        if (disposition is not null)
        {
            Header(wire, "Content-Disposition", disposition);
        }

        wire.Append("\r\n");
        foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(content)).Chunk(LineLength))
        {
            wire.Append(line).Append("\r\n");
        }
    }
}
