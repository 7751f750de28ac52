using System.Text.RegularExpressions;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>What a column of the table says.</summary>
internal enum TableField
{
    Family,
    Given,
    Middle,

    /// <summary>The whole name in one column, in the order of its language.</summary>
    Name,

    /// <summary>The whole name, and the heading says that the family name stands first.</summary>
    NameFamilyFirst,
    Phone,
    Born,
    Email,
    CardNumber,
    Oms,
    Vhi,
    Insurer,
    Doctor,
    Date,
    Time,
    DateTime,
    VisitType,
    Site,
    Payment,
    Comment,
}

/// <summary>The words that clinics and their programs put over the columns, in three languages.</summary>
internal static class TableHeadings
{
    // Order matters: "ФИО врача" is the doctor, "Дата рождения" no date of a visit, "Полис ДМС" not a policy of either kind.
    private static readonly (TableField Field, Regex Words)[] Known =
    [
        (TableField.Doctor, Words(@"^(?:врач|доктор|специалист|исполнитель)|врача$|^к кому|^(?:doctor|physician|clinician|practitioner|provider|consultant|seen by)\b|^(?:médecin|praticien|docteur|soignant)")),
        (TableField.Born, Words(@"дата рожд|^рожд|^день рожд|^д\.?\s?р\.?$|^(?:date of )?birth|birth ?date|birthday|^d\.?o\.?b\b|date de naissance|^naissance|^née?\b|^ddn$")),
        (TableField.DateTime, Words(@"^дата\s?(?:и|/|,)\s?время|^начало (?:при[её]ма|визита)|^date\s?(?:and|&|/|,|et)\s?(?:time|heure)|^début|^starts?(?: at)?$|^start (?:date|of)")),
        (TableField.Phone, Words(@"телеф|^тел\b|^моб|phone|mobile|^tel\b|^tél|portable|^gsm|^cell")),
        (TableField.Email, Words(@"e-?mail|электрон|^эл\.?\s?почта|^почта|courriel|^mél$")),
        (TableField.Oms, Words(@"омс|\boms\b|^енп")),
        (TableField.Vhi, Words(@"дмс|insurance (?:policy|number|no)|^policy|^police|n° de (?:police|contrat)|^contrat")),
        (TableField.Oms, Words(@"^полис|номер полиса")),
        (TableField.Insurer, Words(@"^страхов(?:ая|щик)|^insur|^assur|^mutuelle")),
        (TableField.CardNumber, Words(@"(?:№|номер).*карт|^карта|(?:амб|мед).*карт|\b(?:card|chart|record|file)\b.*\b(?:no|number|n°|id)\b|^(?:card|chart|mrn)\b|(?:n°|numéro).*dossier|^dossier")),
        (TableField.Payment, Words(@"^(?:(?:способ |вид |тип |источник )?оплата|(?:способ|вид|тип|источник) (?:оплаты|финансирования))|^payment|^paid|^payer|paiement|règlement")),
        (TableField.VisitType, Words(@"^(?:(?:наименование |название |медицинская )?услуг)|(?:вид|тип) (?:при[её]ма|визита)|^при[её]м$|^services?\b|(?:visit|appointment) type|type of (?:visit|appointment)|^prestation|^acte|^type de|^motif")),
        (TableField.Site, Words(@"филиал|площадк|корпус|^клиника|^site|^branch|^clinic\b|^location|^centre|^établissement|^lieu")),
        (TableField.Comment, Words(@"коммент|примеч|заметк|comment|^notes?$|^remar")),
        (TableField.NameFamilyFirst, Words(@"^ф\.?\s?и\.?\s?о|^фамилия[\s,]+(?:и\s)?(?:имя|и\.)|^nom(?:\s?(?:et|,|/|-)\s?|\s)prénom|^(?:last|family) name[\s,]+(?:and )?(?:first|given)|^surname[\s,]+(?:and )?(?:first|given|name)")),
        (TableField.Family, Words(@"^фамил|^(?:last|family) ?name|^surname|^nom(?: de famille)?(?: du patient)?$")),
        (TableField.Given, Words(@"^имя|^(?:first|given) ?names?|^forename|^prénom")),
        (TableField.Middle, Words(@"^отчеств|^middle|^patronym|^deuxième prénom")),
        (TableField.Name, Words(@"^(?:пациент|клиент|больной)|^(?:full name|name|patient|client)\b")),
        (TableField.Time, Words(@"^врем|^час|^time|^heure|^start time")),
        (TableField.Date, Words(@"^дата(?:$| (?:при[её]ма|визита|записи|посещения))|^день|^date(?:$| (?:of (?:visit|appointment)|du|de (?:visite|rendez)))|^(?:visit|appointment) date|^jour")),
    ];

    // Counted rows need no word that they are left out.
    private static readonly Regex Counted = Words(@"^(?:№|n°|#|no\.?|nr\.?|п\s?/\s?п)(?:\s?п\s?/\s?п)?$");

    internal static TableField? Find(string heading)
    {
        var folded = CellText.Fold(heading);
        foreach (var (field, words) in Known)
        {
            if (words.IsMatch(folded))
            {
                return field;
            }
        }

        return null;
    }

    internal static bool IsCount(string heading) => Counted.IsMatch(CellText.Fold(heading));

    private static Regex Words(string pattern) => HeaderWords.Folded(pattern);
}
