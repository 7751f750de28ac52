using System.Globalization;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Words;

namespace Clinic.Web.Rosters;

/// <summary>Rosters in the words of the reader's language.</summary>
public static class RosterSentences
{
    /// <summary>A stored rule that contradicts itself is shown as it is stored.</summary>
    public static string Of(RosterRule rule) => rule.Faults.Count == 0 ? RosterWords.Write([rule], Language) : rule.ToString();

    /// <summary>Reads the reader's own language first, then any: whoever works in English may well type Russian.</summary>
    public static Reading Read(string text, DateOnly today)
    {
        var own = RosterWords.Read(text, Language, today);
        return !own.IsRead && RosterWords.Read(text, null, today) is { IsRead: true } other ? other : own;
    }

    /// <summary>Rules one to a line.</summary>
    public static string Text(IEnumerable<RosterRule> rules) => string.Join('\n', rules.Select(Of));

    private static WordsLanguage Language => RosterWords.LanguageOf(CultureInfo.CurrentUICulture);
}
