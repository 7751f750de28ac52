using System.Globalization;
using System.Resources;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Texts of the problems, by code: WorkbookTexts.resx (en), .ru.resx, .fr.resx.</summary>
internal static class WorkbookTexts
{
    private static readonly ResourceManager Resources = new(typeof(WorkbookTexts));

    /// <summary>A refusal that has no words of its own here keeps those of the desk, as part of a list.</summary>
    public static string Get(string code, CultureInfo culture) => Resources.GetString(code, culture) ?? InList(Problem.Text(code, culture), culture);

    private static string InList(string sentence, CultureInfo culture) => sentence.Length == 0 ? sentence : char.ToLower(sentence[0], culture) + sentence[1..].TrimEnd('.');
}
