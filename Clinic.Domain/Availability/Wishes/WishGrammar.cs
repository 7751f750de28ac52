using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters.Words;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>Reads one text from left to right. What it cannot read stands among the parts as unknown; nothing is dropped but words that say nothing.</summary>
internal sealed partial class WishGrammar
{
    private const int ShortestTypo = 5;
    private readonly string text;
    private readonly IReadOnlyList<Vocabulary> vocabularies;
    private readonly WishNames names;
    private readonly DateOnly today;
    private readonly List<Token> tokens;
    private readonly Phrase?[] phrases;
    private readonly List<WishPart> parts = [];
    private int at;
    private Wish wish = new();
    private (int Start, int Stop)? strange;

    internal WishGrammar(string text, IReadOnlyList<Vocabulary> vocabularies, WishNames names, DateOnly today)
    {
        (this.text, this.vocabularies, this.names, this.today) = (text, vocabularies, names, today);
        tokens = Lexer.Split(text);
        phrases = [.. Enumerable.Range(0, tokens.Count).Select(Find)];
    }

    internal WishReading Read()
    {
        while (at < tokens.Count)
        {
            Step();
        }

        Flush();
        SettleWeekday();
        return new(text, wish, parts);
    }

    private Sense SenseAt(int index) => index < tokens.Count && phrases[index] is { } phrase ? phrase.Sense : Sense.None;

    private int After(int index) => index + (phrases[index]?.Words.Count ?? 1);

    private bool IsNumber(int index) => index < tokens.Count && tokens[index].Kind == TokenKind.Number;

    private bool IsMark(int index, char mark) => index < tokens.Count && tokens[index].IsMark(mark);

    private Phrase? Find(int index)
    {
        Phrase? best = null;
        foreach (var vocabulary in tokens[index].Kind == TokenKind.Quoted ? [] : vocabularies)
        {
            // The language that comes first is the reader's own.
            best = vocabulary.Find(tokens, index) is { } phrase && (best is null || phrase.Words.Count > best.Words.Count) ? phrase : best;
        }

        return best;
    }

    private void Step()
    {
        if (Named() || Said())
        {
            return;
        }

        switch (tokens[at].Kind)
        {
            case TokenKind.Mark:
                at++;
                break;
            case TokenKind.Word when ByName() || Repair():
                break;
            default:
                Unknown(at, at + 1);
                break;
        }
    }

    /// <summary>A whole name of several words, or one that is a common word besides, stands for itself before anything else.</summary>
    private bool Named()
    {
        var common = SenseAt(at) is Sense.None or Sense.Visit or Sense.FirstVisits or Sense.RepeatVisits;
        var type = names.VisitTypes.Whole(tokens, at);
        var specialty = names.Specialties.Whole(tokens, at);
        var site = names.Sites.Whole(tokens, at);
        var longest = new[] { type?.Tokens ?? 0, specialty?.Tokens ?? 0, site?.Tokens ?? 0 }.Max();
        if (longest == 0 || (longest == 1 && (!common || tokens[at].Kind != TokenKind.Word)))
        {
            return false;
        }

        if (specialty?.Tokens == longest)
        {
            Take(specialty.Value);
        }
        else if (type?.Tokens == longest)
        {
            Take(type.Value);
        }
        else
        {
            Take(site!.Value);
        }

        return true;
    }

    /// <summary>What the vocabulary knows, and numbers.</summary>
    private bool Said()
    {
        switch (SenseAt(at))
        {
            case Sense.None:
                return tokens[at].Kind == TokenKind.Number && Number();
            case Sense.Except:
                return Negated();
            case Sense.Gender:
                return Set(WishAspect.Gender, wish.Gender is null || (int)wish.Gender == Value, w => w with { Gender = (Gender)Value });
            case Sense.Payment:
                return Set(WishAspect.Payment, wish.Payment is null || (int)wish.Payment == Value, w => w with { Payment = (PaymentKind)Value });
            case Sense.FirstVisits:
                return Kind(VisitKind.First);
            case Sense.RepeatVisits:
                return Kind(VisitKind.Repeat);
            case Sense.Room:
                return Room();
            default:
                return When() || Skip(After(at));
        }
    }

    private int Value => phrases[at]!.Value;

    private bool Skip(int next)
    {
        at = next;
        return true;
    }

    private bool Set(WishAspect aspect, bool agrees, Func<Wish, Wish> set)
    {
        var next = After(at);
        if (!agrees)
        {
            return Unknown(at, next);
        }

        wish = set(wish);
        return Part(aspect, next);
    }

    private bool Part(WishAspect aspect, int next)
    {
        Flush();
        parts.Add(new(aspect, text[tokens[at].Start..tokens[next - 1].Stop]));
        at = next;
        return true;
    }

    private bool Unknown(int from, int to)
    {
        strange = strange is { } open && from < tokens.Count && text[open.Stop..tokens[from].Start].Trim().Length == 0
            ? (open.Start, tokens[to - 1].Stop)
            : Open(from, to);
        at = to;
        return true;
    }

    private (int Start, int Stop) Open(int from, int to)
    {
        Flush();
        return (tokens[from].Start, tokens[to - 1].Stop);
    }

    private void Flush()
    {
        if (strange is { } open)
        {
            strange = null;
            parts.Add(new(null, text[open.Start..open.Stop]));
        }
    }

    /// <summary>What is not wanted cannot be searched for: it is shown as not understood, never as its opposite.</summary>
    private bool Negated()
    {
        Flush();
        var (start, before, count, weekday) = (at, wish, parts.Count, pending);
        at = After(at);
        while (at < tokens.Count && parts.Count == count && strange is null)
        {
            Step();
        }

        if (parts.Count == count && strange is null)
        {
            return true;
        }

        (wish, pending, strange) = (before, weekday, null);
        parts.RemoveRange(count, parts.Count - count);
        parts.Add(new(null, text[tokens[start].Start..tokens[at - 1].Stop]));
        return true;
    }

    private bool Kind(VisitKind kind)
    {
        var types = names.OfKind(kind, tokens[at].Text);
        if (types.Count == 0)
        {
            return Unknown(at, After(at));
        }

        Narrow(types);
        return Part(WishAspect.VisitType, After(at));
    }

    private void Narrow(IReadOnlyList<VisitTypeId> types)
    {
        var both = types.Where(wish.VisitTypes.Contains).ToList();
        wish = wish with { VisitTypes = both.Count > 0 ? IdList.Of(both) : IdList.Of(wish.VisitTypes.Ids.Concat(types)) };
    }

    private bool Room()
    {
        var next = After(at);
        while (IsMark(next, '.') || IsMark(next, '№') || IsMark(next, '#'))
        {
            next++;
        }

        if (next >= tokens.Count || names.Rooms.Whole(tokens, next) is not { } room)
        {
            return Unknown(at, Math.Min(tokens.Count, IsNumber(next) ? next + 1 : next));
        }

        wish = wish with { Rooms = IdList.Of(wish.Rooms.Ids.Concat(room.Ids)) };
        return Part(WishAspect.Room, next + room.Tokens);
    }

    /// <summary>The nearest of doctors, specialties, visits and places; at the same distance whoever takes more words.</summary>
    private bool ByName()
    {
        var doctor = names.Doctors(tokens, at);
        var specialty = names.Specialties.Find(tokens, at);
        var type = names.VisitTypes.Find(tokens, at);
        var site = names.Sites.Find(tokens, at);
        var best = new[] { Rank(doctor), Rank(specialty), Rank(type), Rank(site) };
        var first = Enumerable.Range(0, best.Length).MinBy(i => best[i]);
        if (best[first].Far == WordForms.Else || (best[first].Far >= WordForms.Mistyped && Repair()))
        {
            return best[first].Far != WordForms.Else;
        }

        switch (first)
        {
            case 0:
                wish = wish with { Doctors = IdList.Of(wish.Doctors.Ids.Concat(doctor!.Value.Ids)) };
                return Part(WishAspect.Doctor, at + doctor.Value.Tokens);
            case 1:
                return Take(specialty!.Value);
            case 2:
                return Take(type!.Value);
            default:
                return Take(site!.Value);
        }
    }

    private static (int Far, int Words, int Inexact) Rank<T>(NameHit<T>? hit) =>
        hit is { } found ? (found.Distance < WordForms.Begun ? WordForms.Same : found.Distance, -found.Tokens, found.Distance) : (WordForms.Else, 0, 0);

    private bool Take(NameHit<SpecialtyId> hit)
    {
        wish = wish with { Specialties = IdList.Of(wish.Specialties.Ids.Concat(hit.Ids)) };
        return Part(WishAspect.Specialty, at + hit.Tokens);
    }

    private bool Take(NameHit<VisitTypeId> hit)
    {
        Narrow(hit.Ids);
        return Part(WishAspect.VisitType, at + hit.Tokens);
    }

    private bool Take(NameHit<SiteId> hit)
    {
        wish = wish with { Sites = IdList.Of(wish.Sites.Ids.Concat(hit.Ids)) };
        return Part(WishAspect.Site, at + hit.Tokens);
    }

    /// <summary>A slip of the keys in a word that is known.</summary>
    private bool Repair()
    {
        var typed = tokens[at].Text;
        if (typed.Length < ShortestTypo)
        {
            return false;
        }

        foreach (var vocabulary in vocabularies.Where(v => v.IsNearlyKnown(typed)))
        {
            var known = tokens[at];
            foreach (var meant in vocabulary.Near(typed, 3).Where(m => m[0] == typed[0]))
            {
                tokens[at] = known with { Text = meant };
                if (Find(at) is { } phrase && phrase.Words[0].Length >= ShortestTypo)
                {
                    phrases[at] = phrase;
                    return true;
                }
            }

            tokens[at] = known;
        }

        return false;
    }
}
