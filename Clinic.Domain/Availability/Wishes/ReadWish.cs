using System.Globalization;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters.Words;
using Clinic.Domain.Users;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>
/// Reads a wish in plain words, Russian, English or French: whom, what, when, how it is paid. Names are those of this clinic, in any case and with
/// slips of the keys. What is not understood is told apart, never dropped.
/// </summary>
public sealed class ReadWish(TimetableCache timetables, TimeProvider clock)
{
    /// <summary>What goes beyond is not read.</summary>
    public const int MaxLength = 300;

    private static readonly Dictionary<WordsLanguage, Vocabulary> Vocabularies = new()
    {
        [WordsLanguage.Ru] = RussianWishes.Table,
        [WordsLanguage.En] = EnglishWishes.Table,
        [WordsLanguage.Fr] = FrenchWishes.Table,
    };

    private volatile Known? known;

    /// <summary>Answers what was understood, or <c>forbidden</c>.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="culture">The reader's; decides where a word means different things.</param>
    /// <param name="actor">Needs <see cref="Rights.BookForAnyone"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public async ValueTask<Result<WishReading>> Run(string? text, CultureInfo culture, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var facts = (await timetables.Current(cancel)).Facts;
        var names = known is { } last && ReferenceEquals(last.Facts, facts) ? last.Names : (known = new(facts, new(facts))).Names;
        return Read(text ?? "", culture, names, Today(facts));
    }

    internal static WishReading Read(string text, CultureInfo culture, WishNames names, DateOnly today)
    {
        var reading = Once(text, culture, names, today);
        if (reading.Parts.Any(p => p.Aspect is not null) || !reading.Parts.Any() || !KeyboardLayout.IsLatin(text))
        {
            return reading;
        }

        // Typed with the other layout switched on.
        var meant = Once(KeyboardLayout.ToCyrillic(text), culture, names, today);
        return meant.Parts.Any(p => p.Aspect is not null) ? meant : reading;
    }

    internal DateOnly Today(ClinicFacts facts)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return facts.Sites.Values.MinBy(s => s.Id.Value)?.LocalDate(now) ?? DateOnly.FromDateTime(now);
    }

    private static WishReading Once(string text, CultureInfo culture, WishNames names, DateOnly today)
    {
        var own = RosterWords.LanguageOf(culture);
        var read = text.Length > MaxLength ? text[..MaxLength] : text;
        var reading = new WishGrammar(read, [Vocabularies[own], .. Vocabularies.Where(v => v.Key != own).Select(v => v.Value)], names, today).Read();
        return text.Length > MaxLength ? reading with { Text = text, Parts = [.. reading.Parts, new(null, "…")] } : reading;
    }

    private sealed record Known(ClinicFacts Facts, WishNames Names);
}
