namespace Clinic.Domain.Rosters.Workbook;

/// <summary>The usual letters and words for a day without work, by language, and what a legend's explanations mean.</summary>
internal static class DayMarks
{
    private static readonly Dictionary<string, Dictionary<string, DayMark>> Marks = new()
    {
        ["ru"] = List(
            (DayMark.DayOff, "в|вых|выходной|выходн|вд|в/д|н/р|нет|нет приёма|не работает|нерабочий"),
            (DayMark.Holiday, "п|пр|празд|праздн|праздник|праздничный"),
            (DayMark.Vacation, "о|от|отп|отпуск|очередной отпуск|ежегодный отпуск|од"),
            (DayMark.Sick, "б|бл|б/л|больн|больничный|болен|больна|болезнь"),
            (DayMark.Trip, "к|ком|команд|командировка|ком-ка"),
            (DayMark.Training, "у|уч|учёба|обуч|обучение|пк|кпк|курсы"),
            (DayMark.OtherAbsence, "отг|отгул|до|д/о|дек|декрет|адм|бс|б/с|без содержания|ож|р|донор")),
        ["en"] = List(
            (DayMark.DayOff, "off|day off|d/o|do|rest|rd|r/d|closed|not working"),
            (DayMark.Holiday, "h|hol|holiday|ph|bh|public holiday|bank holiday"),
            (DayMark.Vacation, "v|vac|vacation|leave|al|a/l|annual leave|pto|on leave"),
            (DayMark.Sick, "s|sick|sl|s/l|sick leave|ill"),
            (DayMark.Trip, "t|trip|bt|business trip|travel"),
            (DayMark.Training, "tr|train|training|course|study|study leave|cpd"),
            (DayMark.OtherAbsence, "ml|maternity|maternity leave|ul|unpaid|unpaid leave|abs|absent")),
        ["fr"] = List(
            (DayMark.DayOff, "r|repos|rh|off|jour de repos|fermé"),
            (DayMark.Holiday, "jf|fér|férié|jour férié"),
            (DayMark.Vacation, "c|ca|cp|cong|congé|congés|vac|vacances|congé annuel|congés annuels"),
            (DayMark.Sick, "m|mal|maladie|am|arrêt|arrêt maladie|congé maladie"),
            (DayMark.Trip, "d|dépl|déplacement|mission|miss"),
            (DayMark.Training, "f|form|formation"),
            (DayMark.OtherAbsence, "rtt|abs|absent|absente|mat|maternité|congé maternité|css")),
    };

    // The narrower meaning first: "учебный отпуск", "sick leave", "congé maladie" are not vacations.
    private static readonly (DayMark Mark, string[] Stems)[] Meanings =
    [
        Stems(DayMark.OtherAbsence, "без содерж|декрет|по уходу|материн|отгул|донор|прогул|неявк|maternity|maternité|parental|unpaid|sans solde|rtt|absen"),
        Stems(DayMark.Sick, "больн|болезн|нетрудосп|sick|maladie|arrêt"),
        Stems(DayMark.Training, "учёба|учебы|учебн|обучен|повышени|курс|курсы|training|course|study|formation"),
        Stems(DayMark.Trip, "командир|business trip|trip|travel|mission|déplac"),
        Stems(DayMark.Holiday, "праздн|public holiday|bank holiday|holiday|jour férié|férié"),
        Stems(DayMark.Vacation, "отпуск|ежегодн|vacation|annual leave|leave|congé|vacances"),
        Stems(DayMark.DayOff, "выходн|нерабоч|нет приём|не работ|day off|days off|off|rest|not working|closed|repos|fermé"),
    ];

    /// <summary>The mark that a whole cell text stands for, or null when it is not a known one.</summary>
    public static DayMark? Find(string text, string? language)
    {
        var key = Key(text);
        if (key.Length == 0)
        {
            return DayMark.Empty;
        }

        if (key is "x" || key.All(c => c == '-'))
        {
            return DayMark.DayOff;
        }

        if (language is not null && Marks[language].TryGetValue(key, out var own))
        {
            return own;
        }

        // A single letter means different things in different languages: only the sheet's own counts.
        if (language is not null && key.Length == 1)
        {
            return null;
        }

        var others = Marks.Values.Where(list => list.ContainsKey(key)).Select(list => list[key]).Distinct().ToArray();
        return others.Length == 1 ? others[0] : Meaning(text, wholeText: true);
    }

    /// <summary>What an explanation such as "ежегодный отпуск" or "sick leave" means.</summary>
    /// <param name="wholeText">True: the text must begin with the word (a cell); false: it may contain it (a legend).</param>
    public static DayMark? Meaning(string text, bool wholeText)
    {
        var folded = " " + CellText.Fold(text).Replace('-', ' ');
        if (wholeText && !Meanings.Any(meaning => meaning.Stems.Any(stem => Says(folded, stem) && folded.StartsWith(stem, StringComparison.Ordinal))))
        {
            return null;
        }

        return Meanings.Where(meaning => meaning.Stems.Any(stem => Says(folded, stem))).Select(meaning => (DayMark?)meaning.Mark).FirstOrDefault();
    }

    /// <summary>Dots, spaces round a slash, footnote stars, brackets and quotes do not tell marks apart.</summary>
    public static string Key(string text)
    {
        var bare = string.Concat(CellText.Fold(text).Where(c => c is not ('.' or '*' or '…' or '"' or '«' or '»' or '(' or ')' or '_')));
        return bare.Replace(" /", "/", StringComparison.Ordinal).Replace("/ ", "/", StringComparison.Ordinal).Trim();
    }

    // Short words ("off", "rest") count only as whole words, longer ones also as the beginning of a word.
    private static bool Says(string folded, string stem)
    {
        var at = folded.IndexOf(stem, StringComparison.Ordinal);
        var end = at + stem.Length;
        return at >= 0 && (stem.Length > 5 || end == folded.Length || folded[end] == ' ');
    }

    private static Dictionary<string, DayMark> List(params (DayMark Mark, string Words)[] lists) =>
        lists.SelectMany(list => list.Words.Split('|').Select(word => (Key: Key(word), list.Mark)))
            .ToDictionary(pair => pair.Key, pair => pair.Mark);

    private static (DayMark Mark, string[] Stems) Stems(DayMark mark, string words) =>
        (mark, words.Split('|').Select(word => " " + CellText.Fold(word)).ToArray());
}
