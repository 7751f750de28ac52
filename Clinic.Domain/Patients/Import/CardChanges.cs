namespace Clinic.Domain.Patients.Import;

/// <summary>What a row says that its card does not: blanks are filled in, the rest of the card stays.</summary>
/// <param name="Middle">Where the card has none.</param>
/// <param name="Kept">Fields in which card and row differ, and what the card says.</param>
internal sealed record CardChanges(string? Middle, string? Email, string? CardNumber, IReadOnlyList<(string Pointer, string Kept)> Kept)
{
    internal bool Any => Middle is not null || Email is not null || CardNumber is not null;

    internal static CardChanges Of(CheckedRow row, Patient card)
    {
        var contact = row.Contact!;
        var kept = new List<(string, string)>();
        Compare("/name/family", card.Family, contact.Name.Family, SearchText.Fold);
        Compare("/name/middle", card.Middle, contact.Name.Middle, SearchText.Fold);
        Compare("/email", card.Email, contact.Email, e => e.ToUpperInvariant());
        Compare("/cardNumber", card.CardNumber, row.CardNumber, n => n);
        return new(card.Middle is null ? contact.Name.Middle : null, card.Email is null ? contact.Email : null, card.CardNumber is null ? row.CardNumber : null, kept);

        void Compare(string pointer, string? there, string? said, Func<string, string> fold)
        {
            if (there is not null && said is not null && fold(there) != fold(said))
            {
                kept.Add((pointer, there));
            }
        }
    }
}
