using System.Globalization;
using System.Text;

namespace Clinic.Domain.Messages;

/// <summary>Writes iCalendar (RFC 5545): lines end with CRLF and are folded at 75 octets, never inside a letter; text is escaped.</summary>
internal sealed class CalendarWriter
{
    private const int LineOctets = 75;
    private readonly StringBuilder text = new();

    /// <summary>A value that is written as it is: a keyword, a number, an address of the web.</summary>
    internal CalendarWriter Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                // The space that marks a continuation counts.
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
        return this;
    }

    internal CalendarWriter Text(string name, string value) => Line(name, Escape(value));

    internal CalendarWriter Instant(string name, DateTime utc) => Line(name, utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

    /// <summary>A value of a parameter: in quotes, in which there can be none.</summary>
    internal static string Quoted(string value) => $"\"{string.Concat(value.Where(c => !char.IsControl(c)).Select(c => c == '"' ? '\'' : c))}\"";

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var c in value.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)))
        {
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
