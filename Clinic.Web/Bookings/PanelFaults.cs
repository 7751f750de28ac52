using Clinic.Domain.Problems;

namespace Clinic.Web.Bookings;

/// <summary>What is wrong with which field of a panel.</summary>
public sealed class PanelFaults(IReadOnlyList<FieldError> errors)
{
    public static readonly PanelFaults None = new([]);

    // In the order of the form.
    private static readonly (string Pointer, string Field)[] Fields =
    [
        ("/payment/kind", "visit-payment"), ("/payment/insurer", "visit-insurer"), ("/payment/policy", "visit-policy"), ("/referral", "visit-referral"),
        ("/comment", "visit-comment"), ("/consent/version", "visit-consent"), ("/override/reason", "override-reason"), ("/letter", "visit-letter"),
    ];

    /// <summary>Id of the first field at fault; null when no field of the panel is.</summary>
    public string? First => Fields.Where(f => Of(f.Pointer) is not null).Select(f => f.Field).FirstOrDefault();

    /// <summary>In the reader's language; null when nothing is wrong.</summary>
    public string? Of(string pointer) => errors.FirstOrDefault(e => e.Pointer == pointer) is { } error ? Problem.Text(error.Code) : null;
}
