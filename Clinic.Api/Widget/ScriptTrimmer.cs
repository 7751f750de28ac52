using System.Text;

namespace Clinic.Api.Widget;

/// <summary>
/// Takes comments, indentation, empty lines and the blanks beside signs away from a script of ours before it is served. Strings and regular expressions
/// stay as they are, templates but for the ends of lines behind the signs of a style, and so does every end of a line that may mean something, so that
/// what is served behaves as what was written.
/// </summary>
internal sealed class ScriptTrimmer
{
    // Behind one of these a slash begins a regular expression; behind anything else it divides.
    private const string BeforeRegex = "(,=:[!&|?{};+-*%<>~^";

    // Signs that need no blank beside them. Not those of which two in a row are something else: + and -, / and *, < and !.
    private const string Signs = ",;:=?&|(){}[]";

    // Behind one of these the end of a line ends nothing.
    private const string Unended = ",;:=?&|({[";

    // The same in a style.
    private const string StyleSigns = "};{,";

    private static readonly string[] WordsBeforeRegex = ["return", "typeof", "case", "in", "of", "delete", "void", "await", "yield"];

    private readonly string source;
    private readonly StringBuilder output;

    // One entry for each template under way: how many braces are open inside its ${ }.
    private readonly Stack<int> templates = new();
    private int at;

    private ScriptTrimmer(string source)
    {
        this.source = source;
        output = new(source.Length);
    }

    internal static string Trim(string source) => new ScriptTrimmer(source.ReplaceLineEndings("\n")).Run();

    private string Run()
    {
        while (at < source.Length)
        {
            Step();
        }

        return output.ToString();
    }

    private void Step()
    {
        var next = source[at];
        var after = at + 1 < source.Length ? source[at + 1] : '\0';
        switch (next)
        {
            case '/' when after == '/':
                at = To("\n", at);
                break;
            case '/' when after == '*':
                SkipBlock();
                break;
            case '/' when StartsRegex():
                CopyRegex();
                break;
            case '"' or '\'':
                CopyString(next);
                break;
            case '`':
                CopyTemplate();
                break;
            case '}' when templates.TryPeek(out var open) && open == 0:
                templates.Pop();
                CopyTemplate();
                break;
            case ' ' or '\t' or '\n':
                Space();
                break;
            default:
                Count(next);
                output.Append(next);
                at++;
                break;
        }
    }

    private void Count(char brace)
    {
        if (brace is '{' or '}' && templates.TryPop(out var open))
        {
            templates.Push(open + (brace == '{' ? 1 : -1));
        }
    }

    /// <summary>No space at the edges of a line and beside a sign, no empty line.</summary>
    private void Space()
    {
        var start = at;
        while (at < source.Length && source[at] is ' ' or '\t')
        {
            at++;
        }

        if (at < source.Length && source[at] == '\n')
        {
            at++;
            EndLine();
        }
        else if (output.Length > 0 && output[^1] != '\n' && at < source.Length && !Signs.Contains(output[^1], StringComparison.Ordinal) && !Signs.Contains(source[at], StringComparison.Ordinal))
        {
            output.Append(source, start, at - start);
        }
    }

    /// <summary>A comment over several lines ends a line, as the language has it; the blank behind a comment goes with it.</summary>
    private void SkipBlock()
    {
        var end = To("*/", at + 2) + 2;
        var ended = source.AsSpan(at, Math.Min(end, source.Length) - at).Contains('\n');
        at = Math.Min(end, source.Length);
        if (ended)
        {
            EndLine();
        }

        while (at < source.Length && source[at] == ' ' && output.Length > 0 && output[^1] is ' ' or '\n' or '(')
        {
            at++;
        }
    }

    private void EndLine()
    {
        if (output.Length > 0 && output[^1] != '\n' && !Unended.Contains(output[^1], StringComparison.Ordinal))
        {
            output.Append('\n');
        }
    }

    private bool StartsRegex()
    {
        var before = output.ToString().AsSpan().TrimEnd();
        if (before.IsEmpty || BeforeRegex.Contains(before[^1], StringComparison.Ordinal))
        {
            return true;
        }

        var word = before.Length;
        while (word > 0 && (char.IsAsciiLetterOrDigit(before[word - 1]) || before[word - 1] is '_' or '$'))
        {
            word--;
        }

        return WordsBeforeRegex.Contains(before[word..].ToString());
    }

    private void CopyRegex()
    {
        var inClass = false;
        var end = at + 1;
        while (end < source.Length && source[end] != '\n' && (inClass || source[end] != '/'))
        {
            inClass = source[end] == '[' || (inClass && source[end] != ']');
            end += source[end] == '\\' ? 2 : 1;
        }

        Copy(end + 1);
    }

    private void CopyString(char quote)
    {
        var end = at + 1;
        while (end < source.Length && source[end] != quote)
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        Copy(end + 1);
    }

    /// <summary>From a backtick, or the brace that ends a ${ }, to the next backtick or ${.</summary>
    private void CopyTemplate()
    {
        var end = at + 1;
        while (end < source.Length && source[end] != '`' && !(source[end] == '$' && end + 1 < source.Length && source[end + 1] == '{'))
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        if (end < source.Length && source[end] == '$')
        {
            templates.Push(0);
            end++;
        }

        // The first brace may be the one of an expression, behind which nothing is known.
        output.Append(source[at++]);
        var begun = output.Length;
        Copy(end + 1);
        foreach (var sign in StyleSigns)
        {
            output.Replace($"{sign}\n", $"{sign}", begun, output.Length - begun);
        }
    }

    private void Copy(int end)
    {
        end = Math.Min(end, source.Length);
        output.Append(source, at, end - at);
        at = end;
    }

    private int To(string mark, int from)
    {
        var found = source.IndexOf(mark, Math.Min(from, source.Length), StringComparison.Ordinal);
        return found < 0 ? source.Length : found;
    }
}
