using System.Text.RegularExpressions;

namespace Clinic.Domain.Rosters.Workbook;

internal enum ColumnRole
{
    Ignored,
    Doctor,
    Specialty,
    Room,
    Minutes,

    /// <summary>First name in a column of its own.</summary>
    Given,
    Middle,
}

/// <summary>The words that clinics put over their columns and round their grids, in three languages.</summary>
internal static partial class HeaderWords
{
    // Order matters: "№ каб" is a room, "Норма, мин" minutes, "Специальность врача" a specialty.
    private static readonly (ColumnRole Role, string Language, Regex Pattern)[] Roles =
    [
        (ColumnRole.Room, "ru", Folded(@"^(?:№\s?|номер\s)?(?:каб|комн|ауд|место при[её]ма)")),
        (ColumnRole.Minutes, "ru", Folded(@"\bмин(?:\b|\.|ут)|^норма\b|длительность|продолжительность|время (?:на )?при[её]ма?|время на .*пациент|^интервал|^шаг\b")),
        (ColumnRole.Specialty, "ru", Folded(@"^(?:специальн|должн|профил|отделени|направлени)")),
        (ColumnRole.Given, "ru", Folded(@"^имя$")),
        (ColumnRole.Middle, "ru", Folded(@"^отчество$")),
        (ColumnRole.Doctor, "ru", Folded(@"^(?:ф\.?\s?и\.?\s?о|врач|доктор|фамили|сотрудник|работник|специалист|исполнитель)|ф\.?\s?и\.?\s?о\.?$")),
        (ColumnRole.Ignored, "", Folded(@"^(?:№|n°|no\b|#|nr\b)|^п\s?/\s?п|^n\b")),
        (ColumnRole.Room, "en", Folded(@"^(?:consulting |exam )?(?:room|rm|office|location)\b")),
        (ColumnRole.Minutes, "en", Folded(@"\bmin(?:s|ute|utes)?\b.*(?:visit|slot|appointment)|^(?:min|mins|minutes|slot|slot length|visit length|appointment length|duration)\b(?!.*consult)")),
        (ColumnRole.Specialty, "en", Folded(@"^(?:special(?:i)?ty|department|dept|position|job title|role)\b")),
        (ColumnRole.Given, "en", Folded(@"^(?:first|given) name")),
        (ColumnRole.Middle, "en", Folded(@"^middle name")),
        (ColumnRole.Doctor, "en", Folded(@"^(?:last name|family name|surname|doctor|physician|clinician|consultant|practitioner|provider|name|full name|staff|employee|gp)s?\b")),
        (ColumnRole.Room, "fr", Folded(@"^(?:n° (?:de )?)?(?:salle|cabinet|bureau|box|local)\b")),
        (ColumnRole.Minutes, "fr", Folded(@"^(?:durée|minutes?|temps)\b|\bmin\b")),
        (ColumnRole.Specialty, "fr", Folded(@"^(?:spécialité|service|fonction|discipline|poste)\b")),
        (ColumnRole.Given, "fr", Folded(@"^prénom$")),
        (ColumnRole.Doctor, "fr", Folded(@"^(?:médecin|praticien(?:ne)?|docteur|nom|nom et prénom|soignant|personnel)s?\b")),
    ];

    private static readonly Regex Outside = Folded(
        @"утвержда|согласован|главный врач|главврач|гл\. ?врач|заведующ|зав\. ?отдел|зам\. ?гл|составил|исполнитель|старшая мед|ст\. ?мед|медсестр|председатель|подпись|директор|м\.п\.|ознакомлен|approved|signed|signature|prepared by|head nurse|chief|medical director|practice manager|approuvé|établi par|signé|médecin-chef|médecin chef|directeur|directrice|cadre de santé|le responsable");

    private static readonly Regex Vacancy = Folded(@"^(?:вакан|дежурный врач|vacan|locum|poste vacant|remplaçant)");

    private static readonly Regex TotalWord = Folded(@"^(?:итого|всего|total|totaux|sum|количество часов|кол-во час|heures|hours)");

    private static readonly Regex SpecialtyStem = Folded(
        @"^(?:врач[ -])?(?:терап|кардиол|невролог|невропатол|педиатр|хирург|офтальм|окулист|лор\b|оторино|отолар|гинекол|акушер|дермат|уролог|эндокрин|гастро|пульмон|травмат|ортопед|онколог|маммол|психиатр|психотер|нарколог|стоматол|ревматол|аллерг|инфекц|функционал|диагност|узи\b|узд\b|рентген|физиотер|массаж|нефрол|гематол|проктол|колопрокт|космет|реабилит|флебол|логопед|процедурн|смотров|дневной стац|отделени|кабинет|поликлин|консультати|therap|cardio|neuro|p(?:a)?ediat|surge|surgi|chirurg|ophthal|ophtal|ent\b|orl\b|oto-?rhino|otolaryn|gyn|obst|dermat|urolog|endocrin|gastro|pulmo|pneumo|orthop|traumat|oncol|psych|dent|rheumat|rhumat|allerg|radiol|internal med|family med|general (?:pract|med|surg)|médecine|medecin gene|généraliste|gp\b|physio|department|service|consultation|imaging|imagerie|sage-femme|midwi)");

    public static (ColumnRole Role, string Language)? Role(string text)
    {
        var folded = CellText.Fold(text);
        foreach (var (role, language, pattern) in Roles)
        {
            if (pattern.IsMatch(folded))
            {
                return (role, language);
            }
        }

        return null;
    }

    /// <summary>"Утверждаю", "Главный врач", "Approved by": not part of the grid.</summary>
    public static bool IsOutside(string text) => Outside.IsMatch(CellText.Fold(text));

    /// <summary>"Вакансия", "Locum": a place without a person.</summary>
    public static bool IsVacancy(string text) => Vacancy.IsMatch(CellText.Fold(text));

    public static bool IsTotal(string text) => TotalWord.IsMatch(CellText.Fold(text));

    /// <summary>A specialty, profession or department: what a section heading says.</summary>
    public static bool IsSpecialty(string text) => SpecialtyStem.IsMatch(CellText.Fold(text));

    // The pattern is folded like the text it meets, except that regex escapes stay as they are.
    internal static Regex Folded(string pattern) => new(Fold(pattern), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Fold(string pattern) =>
        EscapeOrText().Replace(pattern, part => part.Value[0] == '\\' ? part.Value : CellText.FoldLetters(part.Value));

    [GeneratedRegex(@"\\.|[^\\]+")]
    private static partial Regex EscapeOrText();
}
