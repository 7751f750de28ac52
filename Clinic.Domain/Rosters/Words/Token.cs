namespace Clinic.Domain.Rosters.Words;

internal enum TokenKind
{
    Word,
    Number,
    Quoted,
    Mark,
    End,
}

/// <summary>A piece of the text and what it means.</summary>
/// <param name="Text">Lower case, without accents, ё as е; of a quoted name, the name as typed.</param>
/// <param name="Glued">No space before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length, bool Glued)
{
    internal Sense Sense { get; init; }

    /// <summary>A number, or what goes with the sense: a weekday, a month…</summary>
    internal int Value { get; init; }

    /// <summary>Of a number: how many digits were typed.</summary>
    internal int Digits => Kind == TokenKind.Number ? Text.Length : 0;

    /// <summary>The filler that was left out in front of it.</summary>
    internal string Led { get; init; } = "";

    internal int Stop => Start + Length;

    internal bool Is(Sense sense) => Sense == sense;

    internal bool IsMark(char mark) => Kind == TokenKind.Mark && Text[0] == mark;

    /// <summary>A word that the vocabulary does not hold.</summary>
    internal bool IsUnknown => Kind == TokenKind.Word && Sense == Sense.None;
}
