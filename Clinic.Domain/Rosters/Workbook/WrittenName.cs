namespace Clinic.Domain.Rosters.Workbook;

/// <summary>A doctor's name as far as the roster tells it; the clinic's own record may know more.</summary>
/// <param name="Given">Whole name or an initial with its dot ("И.").</param>
/// <param name="Middle">Patronymic or middle name, whole or an initial; "Гасан оглы" and "Г. оглы" stay together.</param>
public sealed record WrittenName(string Family, string? Given = null, string? Middle = null)
{
    /// <summary>True when nothing but initials (or nothing at all) follows the family name: matching needs a person.</summary>
    public bool IsAbbreviated => Given is null || Given.EndsWith('.');

    public override string ToString() => string.Join(' ', new[] { Family, Given, Middle }.Where(part => part is not null));
}
