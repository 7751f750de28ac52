using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Reads tokens as clauses. Each clause is tried in turn at the place reached; one that does not fit leaves the place as it was.</summary>
internal sealed partial class Grammar(string text, IReadOnlyList<Token> tokens, Vocabulary vocabulary, Phrasing words, DateOnly today)
{
    private readonly List<List<Clause>> segments = [[]];
    private int at;
    private int furthest;
    private bool dayShift;
    private readonly List<(int From, int To, string Instead)> doubts = [];

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
                if (clause is not null && doubts.Exists(d => d.From >= start && d.To <= at))
                {
                    var doubt = doubts.Find(d => d.From >= start && d.To <= at);
                    Refuse(ProblemCodes.RosterUnclear, "", tokens[doubt.From].Start, tokens[doubt.To - 1].Stop, doubt.Instead);
                }
                else if (clause is not null)
                {
                    segments[^1].Add(clause with { Start = tokens[start].Start, Stop = tokens[at - 1].Stop, AfterComma = comma, AfterAnd = and, BeforeColon = Here.IsMark(':') });
                    (comma, and) = (false, false);
                }
                else if (Refusal is null && ShiftName())
                {
                    // "Первая смена" and "по ночам" say what the hours say.
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
        ?? OffOf() ?? DaysOf() ?? ValidityOf() ?? (Clause?)AnchorOf() ?? HoursOf();

    private void Unread()
    {
        var fault = Enumerable.Range(at, furthest - at + 1).FirstOrDefault(i => tokens[i].IsUnknown, at);
        Refuse(ProblemCodes.RosterUnread, "", tokens[fault].Start, tokens[fault].Stop);
    }

    /// <summary>Refuses what lies between the token and the place reached.</summary>
    private void Refuse(string code, string field, int from) => Refuse(code, field, tokens[from].Start, tokens[Math.Max(from, at - 1)].Stop);

    private void Refuse(string code, string field, int start, int stop, string instead = "") =>
        Refusal ??= new(code, field, text[start..stop], start, stop - start, instead.Length == 0 ? "" : text[..start] + instead + text[stop..]);

    /// <summary>What lies between the token and the place reached has two meanings; where a clause takes it in, the sentence is refused.</summary>
    private void Doubt(int from, string instead = "") => doubts.Add((from, at, instead));

    private bool Take(Sense sense)
    {
        if (!Here.Is(sense))
        {
            return false;
        }

        at++;
        return true;
    }

    private bool ShiftName() => TryValue<int>(() =>
    {
        if (Take(Sense.DayPart))
        {
            return at;
        }

        if (Take(Sense.Ordinal) || (Here.Digits == 1 && DayNumber() is not null))
        {
            return Take(Sense.Shift) ? at : null;
        }

        if (!Take(Sense.Shift))
        {
            return null;
        }

        at += Here.Digits == 1 && (Next.IsMark(':') ? !tokens[Math.Min(at + 2, tokens.Count - 1)].Glued : Next.Sense is Sense.Weekday or Sense.WorkingDays or Sense.EveryDay) ? 1 : 0;
        return at;
    }) is not null;

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
        var (start, doubted) = (at, doubts.Count);
        var result = read();
        if (result is null)
        {
            GoBack(start, doubted);
        }

        return result;
    }

    private T? TryValue<T>(Func<T?> read) where T : struct
    {
        var (start, doubted) = (at, doubts.Count);
        var result = read();
        if (result is null)
        {
            GoBack(start, doubted);
        }

        return result;
    }

    private bool Ahead(Func<bool> reads)
    {
        var (start, reached, doubted) = (at, furthest, doubts.Count);
        var result = reads();
        GoBack(start, doubted);
        furthest = reached;
        return result;
    }

    private void GoBack(int start, int doubted)
    {
        at = start;
        doubts.RemoveRange(doubted, doubts.Count - doubted);
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
