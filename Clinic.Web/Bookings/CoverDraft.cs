using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;

namespace Clinic.Web.Bookings;

/// <summary>Who pays and what for, as it is being filled in.</summary>
public sealed class CoverDraft
{
    private static readonly PaymentKind[] Usual = [PaymentKind.SelfPay, PaymentKind.Oms, PaymentKind.Vhi];

    private IReadOnlyList<PatientPolicy> policies = [];

    public PaymentKind Kind { get; private set; }

    public string? Insurer { get; set; }

    public string? Policy { get; set; }

    public string? Referral { get; set; }

    /// <summary>Those on the card that fit the kind.</summary>
    public IReadOnlyList<PatientPolicy> Fitting => [.. policies.Where(p => p.Kind == Kind)];

    public static IReadOnlyList<PaymentKind> Offered(PaymentKinds kinds) => [.. Usual.Where(k => kinds.HasFlag((PaymentKinds)(1 << (int)k)))];

    /// <summary>Keeps the kind where the visit may be paid so; else the first that is.</summary>
    public void Suit(PaymentKinds kinds)
    {
        if (Offered(kinds) is { Count: > 0 } offered && !offered.Contains(Kind))
        {
            Choose(offered[0]);
        }
    }

    public void Choose(PaymentKind kind)
    {
        Kind = kind;
        Take(Fitting.Count > 0 ? Fitting[0] : null);
    }

    /// <summary>Another patient has other policies.</summary>
    public void Know(IReadOnlyList<PatientPolicy> known)
    {
        policies = known;
        Take(Fitting.Count > 0 ? Fitting[0] : null);
    }

    public void Take(PatientPolicy? policy) => (Insurer, Policy) = (policy?.Insurer, policy?.Number);

    /// <summary>The fields that are needed and still empty.</summary>
    public PanelFaults Missing(bool referral) => new(
    [
        .. new (string Pointer, bool Needed, string? Text)[]
        {
            ("/payment/insurer", Kind == PaymentKind.Vhi, Insurer),
            ("/payment/policy", Kind != PaymentKind.SelfPay, Policy),
            ("/referral", referral, Referral),
        }.Where(f => f.Needed && string.IsNullOrWhiteSpace(f.Text)).Select(f => new FieldError(f.Pointer, ProblemCodes.Required)),
    ]);
}
