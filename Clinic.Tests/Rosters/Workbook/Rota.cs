using System.Text;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Tests.Rosters.Workbook;

/// <summary>Small December 2026 rosters as text tables: one line per row, cells separated by '|'.</summary>
internal static class Rota
{
    public static readonly IReadOnlyDictionary<string, (string Title, string Header, string Name)> Languages =
        new Dictionary<string, (string, string, string)>
        {
            ["ru"] = ("График работы врачей на декабрь 2026 г.", "ФИО врача|Специальность|Кабинет|Мин.", "Петров И. И."),
            ["en"] = ("Rota for December 2026", "Doctor|Specialty|Room|Minutes", "Smith J."),
            ["fr"] = ("Planning de décembre 2026", "Médecin|Spécialité|Salle|Durée", "Dupont M."),
        };

    public static string Days { get; } = string.Join('|', Enumerable.Range(1, 31));

    public static string Title => Languages["ru"].Title;

    public static string Header => Languages["ru"].Header + "|" + Days;

    /// <summary>A line of the Russian table; days not given are empty.</summary>
    public static string Line(string doctor, params string[] days) => $"{doctor}||||{string.Join('|', days)}";

    public static WorkbookReading Read(params string[] lines) => ReadNamed("roster.csv", lines);

    public static WorkbookReading ReadNamed(string fileName, params string[] lines)
    {
        var csv = string.Join('\n', lines.Select(line => string.Join(';', line.Split('|').Select(Quoted))));
        return RosterWorkbook.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), fileName);
    }

    public static WorkbookReading ReadBytes(byte[] bytes, string fileName = "roster.xlsx") =>
        RosterWorkbook.Read(new MemoryStream(bytes), fileName);

    /// <summary>Reads one cell text as the first of December in a table of the language.</summary>
    public static (RosterCell Cell, IReadOnlyList<WorkbookProblem> Problems) Cell(string text, string language = "ru")
    {
        var (title, header, name) = Languages[language];
        var reading = Read(title, $"{header}|{Days}", $"{name}|||| {text.Replace("|", "", StringComparison.Ordinal)}");
        return (reading.Sheets.Single().Rows.Single().Days[0], reading.Problems);
    }

    /// <summary>"09:00-15:00 14:00-18:00@204": a compact way to state expected work.</summary>
    public static string Print(IEnumerable<WorkInterval> work) => string.Join(' ', work.Select(interval =>
        FormattableString.Invariant($"{interval.Start:HH\\:mm}-{interval.End:HH\\:mm}") + (interval.Room is null ? "" : "@" + interval.Room)));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
