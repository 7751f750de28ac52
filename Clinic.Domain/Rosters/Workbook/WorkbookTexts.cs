using System.Globalization;
using System.Resources;

namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Texts of the problems, by code: WorkbookTexts.resx (en), .ru.resx, .fr.resx.</summary>
internal static class WorkbookTexts
{
    private static readonly ResourceManager Resources = new(typeof(WorkbookTexts));

    /// <summary>A code without a text is a mistake of ours, found by a test; the reader still gets the code.</summary>
    public static string Get(string code, CultureInfo culture) => Resources.GetString(code, culture) ?? code;
}
