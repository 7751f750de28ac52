using System.Globalization;
using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Reads a doctor's name as rosters write it: "Петров И. И.", "ПЕТРОВ Иван Ильич", "Dr Marie Curie", "Curie M.".</summary>
/// <remarks>Cyrillic names go family first unless the words themselves say otherwise; Latin ones given name first unless a comma, an initial or capitals say otherwise.</remarks>
internal static partial class NameText
{
    private static readonly HashSet<string> Titles = new(
        "д-р доктор врач проф профессор доц доцент кмн дмн dr dre doctor docteur prof pr professor professeur mr mrs ms miss mme mlle monsieur madame md phd do frcs frcp mrcp dds mbbs do rn consultant".Split(' '));

    private static readonly HashSet<string> Particles = new(
        "van von der den de du des di da del della la le les el al bin ben ibn dos das ter ten фон де ван дер аль эль бен".Split(' '));

    private static readonly HashSet<string> Sons = new("оглы оглу кызы гызы уулу улы".Split(' '));

    // Only names that end like a surname, or often stand first in "Иван Петров".
    private static readonly HashSet<string> RussianGiven = new(
        "александр александра алексей алёна алина алла анастасия анатолий андрей анна антон артём артем борис вадим валентин валентина валерий валерия василий вера виктор виктория виталий владимир владислав вячеслав галина геннадий георгий глеб григорий дарья денис дмитрий евгений евгения екатерина елена елизавета жанна зинаида зоя иван игорь илья инна ирина кирилл константин кристина ксения лариса леонид лидия любовь людмила максим маргарита марина мария михаил надежда наталия наталья никита николай нина оксана олег ольга павел пётр петр полина роман руслан светлана семён сергей софья станислав степан тамара татьяна тимур фёдор федор эдуард юлия юрий яна ярослав".Split(' '));

    [GeneratedRegex(@"\b(?:к|д|c)\.\s?\p{L}\.\s?н\b\.?|\bph\.\s?d\b\.?|\bm\.\s?d\b\.?|\bд-р\b\.?|\bврач-\p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex Degrees();

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{M}'’ʼ-]*\.?$")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\p{L}\.)(?=\p{L})")]
    private static partial Regex InitialJoint();

    /// <summary>The text without "к.м.н.", "PhD", "врач-терапевт".</summary>
    public static string WithoutDegrees(string text) => Degrees().Replace(text, " ").Trim();

    /// <summary>Null when the text is no person's name: digits, lines to sign on, too many words, no capital letter.</summary>
    public static WrittenName? Read(string text)
    {
        var clean = WithoutDegrees(CellText.Clean(text).Replace('\n', ' ').Replace('’', '\''));
        if (clean.Any(c => char.IsDigit(c) || c is '_' or ':' or '/' or '='))
        {
            return null;
        }

        var commas = clean.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var words = commas.SelectMany(Words).ToList();
        if (words.Count is 0 or > 6 || words.Exists(word => !Word().IsMatch(word)) || !words.Exists(word => char.IsUpper(word[0])))
        {
            return null;
        }

        var familyFirst = commas.Length > 1 && Words(commas[0]).Count > 0;
        return CellText.HasCyrillic(clean) ? Cyrillic(words) : Latin(words, familyFirst ? Words(commas[0]).Count : 0);
    }

    private static List<string> Words(string text)
    {
        var words = InitialJoint().Replace(text, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();

        // In French "M. Dupont" is Mr Dupont, but "M. P. Dupont" has two initials.
        if (words.Count == 2 && words[0] is "M." or "Mr." && words[1].Length > 2)
        {
            words.RemoveAt(0);
        }

        // "Smith JA", "Петров ИИ": initials without dots.
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (words[i].Length == 2 && IsShouted(words[i]) && !Particles.Contains(words[i].ToLowerInvariant()) && !Titles.Contains(words[i].ToLowerInvariant()))
            {
                words.Insert(i + 1, words[i][1..] + ".");
                words[i] = words[i][..1] + ".";
            }
        }

        words.RemoveAll(word => Titles.Contains(word.TrimEnd('.').ToLowerInvariant()) && !(word.Length <= 3 && word.EndsWith('.') && IsInitial(word)));
        return words;
    }

    private static WrittenName? Cyrillic(List<string> words)
    {
        var son = words.FindIndex(word => Sons.Contains(word.ToLowerInvariant()));
        if (son > 1)
        {
            words[son - 1] += " " + words[son].ToLowerInvariant();
            words.RemoveAt(son);
        }

        var family = FamilyIndex(words);
        if (family is null || words.Count - family.Value.Length > 2)
        {
            return null;
        }

        return Build(words, family.Value.Start, family.Value.Length);
    }

    private static (int Start, int Length)? FamilyIndex(List<string> words)
    {
        if (words.TrueForAll(IsInitial))
        {
            return null;
        }

        var shouted = words.FindAll(IsShouted);
        if (shouted.Count == 1 && words.Count > 1)
        {
            return (words.IndexOf(shouted[0]), 1);
        }

        if (words.Count > 1 && Particles.Contains(words[0].ToLowerInvariant()) && !IsInitial(words[0]))
        {
            return (0, 2);
        }

        var last = words.Count - 1;
        var lastIsFamily = IsInitial(words[0])
            || (words.Count == 3 && IsPatronymic(words[1]) && !IsPatronymic(words[2]) && !IsInitial(words[2]))
            || (words.Count == 2 && IsRussianGiven(words[0]) && !IsRussianGiven(words[1]) && !IsInitial(words[1]));
        return lastIsFamily ? (last, 1) : (0, 1);
    }

    private static WrittenName? Latin(List<string> words, int familyWords)
    {
        if (words.TrueForAll(IsInitial) || words.Count - Math.Max(familyWords, 1) > 4)
        {
            return null;
        }

        var (start, length) = familyWords > 0 ? (0, familyWords) : LatinFamily(words);
        return Build(words, start, length);
    }

    private static (int Start, int Length) LatinFamily(List<string> words)
    {
        var firstShouted = words.FindIndex(IsShouted);
        if (firstShouted >= 0 && !words.TrueForAll(word => IsShouted(word) || IsInitial(word)))
        {
            return (firstShouted, words.Skip(firstShouted).TakeWhile(IsShouted).Count());
        }

        // "Curie M.", "van der Berg J. P."
        if (IsInitial(words[^1]))
        {
            var initials = words.AsEnumerable().Reverse().TakeWhile(IsInitial).Count();
            return (0, words.Count - initials);
        }

        var start = words.FindIndex(word => Particles.Contains(word.ToLowerInvariant()));
        start = start >= 0 && start < words.Count - 1 ? start : words.Count - 1;
        return (start, words.Count - start);
    }

    private static WrittenName? Build(List<string> words, int start, int length)
    {
        var family = string.Join(' ', words.Skip(start).Take(length).Select(Case));
        var rest = words.Take(start).Concat(words.Skip(start + length)).Select(Case).ToList();
        return IsInitial(family)
            ? null
            : new(family, rest.ElementAtOrDefault(0), rest.Count > 1 ? string.Join(' ', rest.Skip(1)) : null);
    }

    /// <summary>"И.", "Ю", "Ж.-П.": one letter, with or without its dot.</summary>
    private static bool IsInitial(string word) => word.Split('-').All(part => part.TrimEnd('.').Length == 1);

    private static bool IsShouted(string word) =>
        word.Length > 1 && !word.EndsWith('.') && word.Any(char.IsUpper) && !word.Any(char.IsLower);

    private static bool IsPatronymic(string word) =>
        word.ToLowerInvariant() is var lower
        && (lower.EndsWith("вич", StringComparison.Ordinal) || lower.EndsWith("вна", StringComparison.Ordinal)
            || lower.EndsWith("ична", StringComparison.Ordinal) || lower.EndsWith("инична", StringComparison.Ordinal)
            || lower is "ильич" or "кузьмич" or "лукич" or "фомич" or "никитич" or "саввич");

    private static bool IsRussianGiven(string word) => RussianGiven.Contains(word.ToLowerInvariant());

    /// <summary>"ИВАНОВА" as a name is written; what is not all capitals stays.</summary>
    internal static string Case(string word)
    {
        if (IsInitial(word))
        {
            return word.EndsWith('.') ? word.ToUpperInvariant() : word.ToUpperInvariant() + ".";
        }

        if (!IsShouted(word))
        {
            return word;
        }

        var parts = word.Split('-').Select(part => Particles.Contains(part.ToLowerInvariant())
            ? part.ToLowerInvariant()
            : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part.ToLowerInvariant()));
        return string.Join('-', parts);
    }
}
