namespace Clinic.Domain.Rosters.Words;

/// <summary>What a sentence says. With a refusal, <see cref="Rules"/> holds as much as was understood, for a preview.</summary>
public sealed record Reading(WordsLanguage Language, IReadOnlyList<RosterRule> Rules, WordsRefusal? Refusal)
{
    public bool IsRead => Refusal is null;
}

/// <summary>Why a sentence is refused.</summary>
/// <param name="Code">From ProblemCodes.</param>
/// <param name="Field">The field of the rule at fault, as a JSON pointer; empty where the words themselves are not understood.</param>
/// <param name="Word">The words at fault, as typed.</param>
/// <param name="Position">Where they begin in the text, from 0, in UTF-16 units.</param>
/// <param name="Length">How long they are, in UTF-16 units.</param>
/// <param name="Suggestion">The nearest phrase that can be read.</param>
public sealed record WordsRefusal(string Code, string Field, string Word, int Position, int Length, string Suggestion);
