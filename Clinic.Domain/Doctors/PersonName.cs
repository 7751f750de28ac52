namespace Clinic.Domain.Doctors;

/// <summary>Family, given and middle (patronymic) name of a person.</summary>
public sealed record PersonName(string Family, string Given, string? Middle = null)
{
    /// <summary>"Фамилия Имя Отчество".</summary>
    public string Full => string.Join(' ', new[] { Family, Given, Middle }.Where(p => !string.IsNullOrWhiteSpace(p)));

    /// <summary>"Фамилия И. О.", with spaces that no line breaks at.</summary>
    public string Short => string.Join('\u00a0', new[] { Family, Initial(Given), Initial(Middle) }.Where(p => p.Length > 0));

    public override string ToString() => Short;

    private static string Initial(string? part) => string.IsNullOrWhiteSpace(part) ? "" : $"{part.Trim()[..1].ToUpperInvariant()}.";
}
