using System.Globalization;
using Clinic.Api.Doctors;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Codes;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;

namespace Clinic.Api.Bookings;

/// <summary>The body of <c>POST /bookings</c>: a slot or a hold, and for whom.</summary>
public sealed record BookingRequest(
    string? Slot, string? Hold, PatientRequest? Patient, PaymentRequest? Payment, ConsentRequest? Consent, string? Comment, string? Source,
    string? Referral, ConsentRequest? Marketing = null, BookedByRequest? BookedBy = null, ContactCodeRequest? ContactCode = null)
{
    private const int MaxComment = 1000;
    private const int MaxSource = 200;
    private const int MaxNumber = 60;

    /// <summary>Checks everything at once; the faults name their fields.</summary>
    internal Result<BookCommand> Read(DateOnly today, string key, string? origin)
    {
        var errors = new List<FieldError>();
        var (slot, hold) = Time(errors);
        var booker = BookedByRequest.Read(BookedBy, errors, today);

        // Whoever books for a child, or for somebody without a telephone, is called in their stead.
        var lent = BookedBy is not null && Patient is not null && string.IsNullOrWhiteSpace(Patient.Phone);
        var contact = PatientRequest.Contact(lent ? Patient! with { Phone = booker?.Contact.Phone.E164 ?? BookedBy!.Phone } : Patient, errors, today);
        if (lent)
        {
            errors.RemoveAll(e => e.Pointer == "/patient/phone");
        }

        if (Marketing is not null && string.IsNullOrWhiteSpace(Marketing.Version))
        {
            errors.Add(new("/marketing/version", ProblemCodes.Required));
        }

        if (Payment is { Kind: null })
        {
            errors.Add(new("/payment/kind", ProblemCodes.Required));
        }

        var agreement = ConsentRequest.Read(Consent, errors, origin);
        var command = new BookCommand
        {
            Slot = slot,
            Hold = hold,
            Contact = contact,
            BookedBy = booker,
            ContactCode = ContactCodeRequest.Read(ContactCode, errors),
            MarketingVersion = errors.Text("/marketing/version", Marketing?.Version, ConsentRequest.MaxVersion),
            ConsentVersion = agreement.Version,
            ConsentLanguage = agreement.Language,
            Origin = agreement.Origin,
            Payment = PaymentRequest.Of(Payment?.Kind, "/payment/kind", errors) ?? PaymentKind.SelfPay,
            Insurer = errors.Text("/payment/insurer", Payment?.Insurer, MaxSource),
            Policy = errors.Text("/payment/policy", Payment?.Policy, MaxNumber),
            Referral = errors.Text("/referral", Referral, MaxNumber),
            Comment = errors.Text("/comment", Comment, MaxComment),
            Source = errors.Text("/source", Source, MaxSource),
            IdempotencyKey = key,
        };
        return ConsentRequest.Fault(errors) is { } fault ? fault : command;
    }

    private (SlotId? Slot, HoldId? Hold) Time(List<FieldError> errors)
    {
        if (!string.IsNullOrEmpty(Hold))
        {
            if (HoldId.TryParse(Hold, null, out var hold))
            {
                return (null, hold);
            }

            errors.Add(new("/hold", ProblemCodes.BadValue));
        }
        else if (string.IsNullOrEmpty(Slot))
        {
            errors.Add(new("/slot", ProblemCodes.Required));
        }
        else if (SlotId.TryParse(Slot, out var slot))
        {
            return (slot, null);
        }
        else
        {
            errors.Add(new("/slot", ProblemCodes.BadValue));
        }

        return default;
    }
}

/// <summary>Who the visit is for, as typed.</summary>
public sealed record PatientRequest(NameResource? Name, string? BirthDate, string? Phone, string? Email)
{
    /// <summary>The details; null where there are faults, which name their fields under /patient.</summary>
    internal static ContactDetails? Contact(PatientRequest? patient, List<FieldError> errors, DateOnly today, bool wholeName = true)
    {
        DateOnly? born = null;
        if (!string.IsNullOrEmpty(patient?.BirthDate))
        {
            if (DateOnly.TryParseExact(patient.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                born = date;
            }
            else
            {
                errors.Add(new("/patient/birthDate", ProblemCodes.BadDate));
            }
        }

        var name = patient?.Name;
        var contact = ContactDetails.Check(
            new() { Family = name?.Family, Given = name?.Given, Middle = name?.Middle, Phone = patient?.Phone, BirthDate = born, Email = patient?.Email }, today, "/patient", wholeName);
        errors.AddRange(contact.Problem?.Errors ?? []);
        return contact.Value;
    }
}

/// <summary>Who books, where that is not the patient.</summary>
public sealed record BookedByRequest(NameResource? Name, string? Phone, string? Email, string? Relation)
{
    private const int MaxRelation = 60;

    /// <summary>Null where the patient books, or where there are faults, which name their fields under /bookedBy.</summary>
    internal static Booker? Read(BookedByRequest? by, List<FieldError> errors, DateOnly today)
    {
        if (by is null)
        {
            return null;
        }

        var contact = ContactDetails.Check(
            new() { Family = by.Name?.Family, Given = by.Name?.Given, Middle = by.Name?.Middle, Phone = by.Phone, Email = by.Email }, today, "/bookedBy", wholeName: false);
        errors.AddRange(contact.Problem?.Errors ?? []);
        var relation = errors.Text("/bookedBy/relation", by.Relation, MaxRelation);
        return contact.Value is { } details ? new(details, relation) : null;
    }
}

/// <summary>The code that was sent to an address, by the id it was asked for with.</summary>
public sealed record ContactCodeRequest(string? Id, string? Code)
{
    // Of whatever was typed, with blanks between.
    private const int MostLetters = 20;

    /// <summary>Null where none is given, or where there are faults, which name their fields under /contactCode.</summary>
    internal static CodeAnswer? Read(ContactCodeRequest? answer, List<FieldError> errors)
    {
        if (answer is null)
        {
            return null;
        }

        var known = Guid.TryParse(answer.Id, out var id);
        if (!known)
        {
            errors.Add(new("/contactCode/id", string.IsNullOrEmpty(answer.Id) ? ProblemCodes.Required : ProblemCodes.BadValue));
        }

        if (string.IsNullOrWhiteSpace(answer.Code))
        {
            errors.Add(new("/contactCode/code", ProblemCodes.Required));
            return null;
        }

        if (answer.Code.Length > MostLetters)
        {
            errors.Add(new("/contactCode/code", ProblemCodes.TooLong));
            return null;
        }

        return known ? new(id, string.Concat(answer.Code.Where(char.IsAsciiDigit))) : null;
    }
}

/// <summary>How the visit is paid: <c>self-pay</c>, <c>vhi</c> with insurer and policy, <c>oms</c> with the policy.</summary>
public sealed record PaymentRequest(string? Kind, string? Insurer, string? Policy)
{
    /// <summary>Null where none is named.</summary>
    internal static PaymentKind? Of(string? kind, string pointer, List<FieldError> errors)
    {
        switch (kind)
        {
            case null:
                return null;
            case "self-pay":
                return PaymentKind.SelfPay;
            case "vhi":
                return PaymentKind.Vhi;
            case "oms":
                return PaymentKind.Oms;
            default:
                errors.Add(new(pointer, ProblemCodes.BadValue));
                return null;
        }
    }
}

/// <summary>What the patient agreed to; the version is that of <c>GET /clinic</c>.</summary>
public sealed record ConsentRequest(string? Version)
{
    internal const int MaxVersion = 40;
    private const int MaxOrigin = 200;

    /// <summary>The agreement; faults name /consent/version.</summary>
    internal static Agreement Read(ConsentRequest? consent, List<FieldError> errors, string? origin)
    {
        if (string.IsNullOrEmpty(consent?.Version))
        {
            errors.Add(new("/consent/version", ProblemCodes.ConsentMissing));
        }

        return new(
            errors.Text("/consent/version", consent?.Version, MaxVersion),
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            origin is { Length: > 0 and <= MaxOrigin } ? origin : null);
    }

    /// <summary>All faults at once; a missing consent alone has a code of its own. Null for none.</summary>
    internal static Problem? Fault(List<FieldError> errors) => errors.Count == 0 ? null
        : errors is [{ Code: ProblemCodes.ConsentMissing }] ? new Problem(ProblemCodes.ConsentMissing) { Errors = errors }
        : Problem.Invalid([.. errors]);
}
