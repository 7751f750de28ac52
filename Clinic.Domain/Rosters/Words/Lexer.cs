using System.Globalization;
using System.Text;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Cuts a text into tokens and gives each its sense.</summary>
internal static class Lexer
{
    private const int LongestNumber = 9;
    private const char NonBreakingHyphen = '\u2011';

    /// <summary>Tokens with senses, fillers left out, an end token last.</summary>
    internal static List<Token> Read(string text, Vocabulary vocabulary)
    {
        var raw = Split(text);
        var tokens = new List<Token>(raw.Count + 1);
        var led = "";
        for (var i = 0; i < raw.Count;)
        {
            var token = raw[i];
            if (token.Kind is TokenKind.Quoted || vocabulary.Find(raw, i) is not { } phrase)
            {
                tokens.Add(token with { Led = led });
                led = "";
                i++;
                continue;
            }

            var last = raw[i + phrase.Words.Count - 1];
            if (phrase.Sense == Sense.Filler)
            {
                // "Room A" names a room.
                if (token.Kind == TokenKind.Word && token.Length == 1 && phrase.Words.Count == 1 && tokens.Count > 0 && tokens[^1].Sense is Sense.Room or Sense.Rooms)
                {
                    tokens.Add(token);
                }

                led = token.Text;
            }
            else
            {
                tokens.Add(new(TokenKind.Word, token.Text, token.Start, last.Stop - token.Start, token.Glued) { Sense = phrase.Sense, Value = phrase.Value, Led = led });
                led = "";
            }

            i += phrase.Words.Count;
        }

        tokens.Add(new(TokenKind.End, "", text.Length, 0, false));
        return tokens;
    }

    internal static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var glued = start > 0 && !char.IsWhiteSpace(text[start - 1]);
            if (char.IsWhiteSpace(text[at]) && text[at] != '\n')
            {
                at++;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                at = End(text, at, char.IsAsciiDigit);
                var number = text[start..at];
                tokens.Add(new(TokenKind.Number, number, start, at - start, glued) { Value = number.Length <= LongestNumber ? int.Parse(number, CultureInfo.InvariantCulture) : int.MaxValue });
            }
            else if (char.IsLetter(text[at]))
            {
                at = End(text, at, c => char.IsLetter(c) || IsCombining(c));
                at += at < text.Length && text[at] is '\'' or '’' ? 1 : 0;
                tokens.Add(new(TokenKind.Word, Plain(text.AsSpan(start, at - start)), start, at - start, glued));
            }
            else if (Quote.Read(text, at) is { } quote)
            {
                at = quote.End;
                tokens.Add(new(TokenKind.Quoted, quote.Name, start, at - start, glued));
            }
            else
            {
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
                tokens.Add(new(TokenKind.Mark, Mark(text[start]), start, at - start, glued));
            }
        }

        return tokens;
    }

    private static int End(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static string Plain(ReadOnlySpan<char> word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (c == '\u0306' && plain.Length > 0 && plain[^1] == 'и')
            {
                plain[^1] = 'й';
            }
            else if (!IsCombining(c))
            {
                plain.Append(Plain(char.ToLowerInvariant(c)));
            }
        }

        return plain.ToString();
    }

    private static string Plain(char c) => c switch
    {
        'ё' => "е",
        'é' or 'è' or 'ê' or 'ë' => "e",
        'à' or 'â' => "a",
        'î' or 'ï' => "i",
        'ô' => "o",
        'û' or 'ù' or 'ü' => "u",
        'ç' => "c",
        'œ' => "oe",
        '’' => "'",
        _ => c.ToString(),
    };

    // The dashes that keyboards and word processors make are one mark.
    private static string Mark(char c) => c is '-' or '–' or '—' or '−' or '‒' or '―' or NonBreakingHyphen ? "-" : c is '\n' ? ";" : c.ToString();

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036f';
}
