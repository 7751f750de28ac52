using Clinic.Domain.Problems;

namespace Clinic.Domain.Patients;

/// <summary>A card as somebody typed it.</summary>
public sealed record PatientDetails
{
    private const int NumberLength = 40;

    public ContactInput Contact { get; init; } = new();

    /// <summary>Number of the clinic's own card.</summary>
    public string? CardNumber { get; init; }

    /// <summary>The fields of a card, as the audit and faults name them.</summary>
    public static readonly IReadOnlyList<string> Fields = ["family", "given", "middle", "birthDate", "phone", "email", "cardNumber"];

    public static PatientDetails Of(Patient card) => new()
    {
        Contact = new() { Family = card.Family, Given = card.Given, Middle = card.Middle, BirthDate = card.BirthDate, Phone = card.Phone, Email = card.Email },
        CardNumber = card.CardNumber,
    };

    /// <summary>All faults at once, each under the pointer of its field.</summary>
    internal Result<(ContactDetails Contact, string? CardNumber)> Check(DateOnly today, bool bornKnown)
    {
        var checks = new FieldChecks();
        var contact = ContactDetails.Check(Contact, today);
        foreach (var error in contact.Problem?.Errors ?? [])
        {
            checks.Add(error.Pointer, error.Code);
        }

        if (bornKnown && Contact.BirthDate is null)
        {
            // Without it two people under one telephone could not be told apart.
            checks.Add("/birthDate", ProblemCodes.Required);
        }

        var number = CardText.Line(checks, "/cardNumber", CardNumber, NumberLength);
        return checks.Fault is { } fault ? fault : (contact.Value!, number);
    }
}

/// <summary>Reads and writes the fields of a card by name.</summary>
internal static class CardFields
{
    internal static object? Get(Patient card, string field) => field switch
    {
        "family" => card.Family,
        "given" => card.Given,
        "middle" => card.Middle,
        "birthDate" => card.BirthDate,
        "phone" => card.Phone,
        "email" => card.Email,
        _ => card.CardNumber,
    };

    /// <summary>The fields in which the cards differ.</summary>
    internal static List<string> Differing(Patient one, Patient other) => [.. PatientDetails.Fields.Where(f => !Equals(Get(one, f), Get(other, f)))];

    internal static void Swap(Patient one, Patient other, string field)
    {
        switch (field)
        {
            case "family": (one.Family, other.Family) = (other.Family, one.Family); break;
            case "given": (one.Given, other.Given) = (other.Given, one.Given); break;
            case "middle": (one.Middle, other.Middle) = (other.Middle, one.Middle); break;
            case "birthDate": (one.BirthDate, other.BirthDate) = (other.BirthDate, one.BirthDate); break;
            case "phone": (one.Phone, other.Phone) = (other.Phone, one.Phone); break;
            case "email": (one.Email, other.Email) = (other.Email, one.Email); break;
            case "cardNumber": (one.CardNumber, other.CardNumber) = (other.CardNumber, one.CardNumber); break;
        }
    }

    /// <summary>What follows from the fields: the name as it is searched and the contact key. A card of old whose fields would be refused today keeps its key.</summary>
    internal static void Derive(Patient card, byte[] secret, DateOnly today)
    {
        card.SearchName = SearchText.Fold(card.Name.Full);
        if (ContactDetails.Check(PatientDetails.Of(card).Contact, today) is { Ok: true } details)
        {
            card.ContactKey = details.Value.Key(secret);
        }
    }
}
