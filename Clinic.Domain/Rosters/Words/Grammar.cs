using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Reads tokens as clauses. Each clause is tried in turn at the place reached; one that does not fit leaves the place as it was.</summary>
internal sealed partial class Grammar(string text, IReadOnlyList<Token> tokens, Vocabulary vocabulary, DateOnly today)
{
    private readonly List<List<Clause>> segments = [[]];
    private int at;
    private int furthest;
    private bool dayShift;

    /// <summary>The first thing that could not be read or cannot be; null where all was read.</summary>
    internal WordsRefusal? Refusal { get; private set; }

    /// <summary>The clauses of each part between semicolons.</summary>
    internal IReadOnlyList<IReadOnlyList<Clause>> Segments => segments;

    private Token Here
    {
        get
        {
            furthest = Math.Max(furthest, at);
            return tokens[at];
        }
    }

    private Token Next => tokens[Math.Min(at + 1, tokens.Count - 1)];

    private bool AtEnd => Here.Kind == TokenKind.End;

    internal void Run()
    {
        var (comma, and) = (false, false);
        while (!AtEnd && Refusal is null)
        {
            if (Here.IsMark(';'))
            {
                segments.Add([]);
                (comma, and) = (false, false);
                at++;
            }
            else if (Here.Kind == TokenKind.Mark && ",:.-/()!".Contains(Here.Text[0]))
            {
                comma |= Here.IsMark(',') || Here.IsMark('.');
                at++;
            }
            else if (Here.Is(Sense.And))
            {
                and = true;
                at++;
            }
            else
            {
                var start = at;
                furthest = at;
                var clause = AnyClause();
                if (clause is not null)
                {
                    segments[^1].Add(clause with { Start = tokens[start].Start, Stop = tokens[at - 1].Stop, AfterComma = comma, AfterAnd = and, BeforeColon = Here.IsMark(':') });
                    (comma, and) = (false, false);
                }
                else if (Refusal is null && (Here.Sense is Sense.To or Sense.On or Sense.Visit || (Here.Is(Sense.Only) && segments[^1] is [.., DaysClause])))
                {
                    at++;
                }
                else
                {
                    Unread();
                }
            }
        }
    }

    private Clause? AnyClause() =>
        ReleaseOf() ?? AccessOf() ?? ExceptOf() ?? FilterOf() ?? MinutesOf() ?? RoomsOf() ?? VisitTypesOf() ?? BreakOf()
        ?? DaysOf() ?? ValidityOf() ?? (Clause?)AnchorOf() ?? HoursOf();

    private void Unread()
    {
        var fault = Enumerable.Range(at, furthest - at + 1).FirstOrDefault(i => tokens[i].IsUnknown, at);
        Refuse(ProblemCodes.RosterUnread, "", tokens[fault].Start, tokens[fault].Stop);
    }

    /// <summary>Refuses what lies between the token and the place reached.</summary>
    private void Refuse(string code, string field, int from) => Refuse(code, field, tokens[from].Start, tokens[Math.Max(from, at - 1)].Stop);

    private void Refuse(string code, string field, int start, int stop) =>
        Refusal ??= new(code, field, text[start..stop], start, stop - start, "");

    private bool Take(Sense sense)
    {
        if (!Here.Is(sense))
        {
            return false;
        }

        at++;
        return true;
    }

    private bool TakeMark(char mark)
    {
        if (!Here.IsMark(mark))
        {
            return false;
        }

        at++;
        return true;
    }

    private void Skip(params ReadOnlySpan<Sense> senses)
    {
        while (senses.Contains(Here.Sense) && Here.Sense != Sense.None)
        {
            at++;
        }
    }

    /// <summary>A comma or an "and" between the members of a list.</summary>
    private bool TakeJoint() => TakeMark(',') ? Take(Sense.And) || true : Take(Sense.And);

    private T? Try<T>(Func<T?> read) where T : class
    {
        var start = at;
        var result = read();
        at = result is null ? start : at;
        return result;
    }

    private T? TryValue<T>(Func<T?> read) where T : struct
    {
        var start = at;
        var result = read();
        at = result is null ? start : at;
        return result;
    }

    private bool Ahead(Func<bool> reads)
    {
        var (start, reached) = (at, furthest);
        var result = reads();
        (at, furthest) = (start, reached);
        return result;
    }

    private int? Number()
    {
        if (Here.Kind != TokenKind.Number && !Here.Is(Sense.NumberWord))
        {
            return null;
        }

        at++;
        return tokens[at - 1].Value;
    }
}
