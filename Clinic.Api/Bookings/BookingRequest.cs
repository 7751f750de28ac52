using System.Globalization;
using Clinic.Api.Doctors;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;

namespace Clinic.Api.Bookings;

/// <summary>The body of <c>POST /bookings</c>: a slot or a hold, and for whom.</summary>
public sealed record BookingRequest(
    string? Slot, string? Hold, PatientRequest? Patient, PaymentRequest? Payment, ConsentRequest? Consent, string? Comment, string? Source,
    string? Referral)
{
    private const int MaxComment = 1000;
    private const int MaxSource = 200;
    private const int MaxNumber = 60;

    /// <summary>Checks everything at once; the faults name their fields.</summary>
    internal Result<BookCommand> Read(DateOnly today, string key, string? origin)
    {
        var errors = new List<FieldError>();
        var (slot, hold) = Time(errors);
        var contact = Contact(errors, today);
        if (string.IsNullOrEmpty(Consent?.Version))
        {
            errors.Add(new("/consent/version", ProblemCodes.ConsentMissing));
        }

        var command = new BookCommand
        {
            Slot = slot,
            Hold = hold,
            Contact = contact,
            ConsentVersion = errors.Text("/consent/version", Consent?.Version, 40),
            ConsentLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            Origin = origin is { Length: <= 200 } ? origin : null,
            Payment = Kind(errors),
            Insurer = errors.Text("/payment/insurer", Payment?.Insurer, MaxSource),
            Policy = errors.Text("/payment/policy", Payment?.Policy, MaxNumber),
            Referral = errors.Text("/referral", Referral, MaxNumber),
            Comment = errors.Text("/comment", Comment, MaxComment),
            Source = errors.Text("/source", Source, MaxSource),
            IdempotencyKey = key,
        };
        return errors.Count == 0 ? command
            : errors is [{ Code: ProblemCodes.ConsentMissing }] ? new Problem(ProblemCodes.ConsentMissing) { Errors = errors }
            : Problem.Invalid([.. errors]);
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

    private ContactDetails? Contact(List<FieldError> errors, DateOnly today)
    {
        DateOnly? born = null;
        if (!string.IsNullOrEmpty(Patient?.BirthDate))
        {
            if (DateOnly.TryParseExact(Patient.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                born = date;
            }
            else
            {
                errors.Add(new("/patient/birthDate", ProblemCodes.BadDate));
            }
        }

        var name = Patient?.Name;
        var contact = ContactDetails.Check(
            new() { Family = name?.Family, Given = name?.Given, Middle = name?.Middle, Phone = Patient?.Phone, BirthDate = born, Email = Patient?.Email }, today, "/patient");
        errors.AddRange(contact.Problem?.Errors ?? []);
        return contact.Value;
    }

    private PaymentKind Kind(List<FieldError> errors)
    {
        switch (Payment?.Kind)
        {
            case null or "self-pay":
                return PaymentKind.SelfPay;
            case "vhi":
                return PaymentKind.Vhi;
            case "oms":
                return PaymentKind.Oms;
            default:
                errors.Add(new("/payment/kind", ProblemCodes.BadValue));
                return default;
        }
    }
}

public sealed record PatientRequest(NameResource? Name, string? BirthDate, string? Phone, string? Email);

/// <summary>How the visit is paid: <c>self-pay</c>, <c>vhi</c> with insurer and policy, <c>oms</c> with the policy.</summary>
public sealed record PaymentRequest(string? Kind, string? Insurer, string? Policy);

public sealed record ConsentRequest(string? Version);
