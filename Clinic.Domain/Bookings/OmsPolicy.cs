namespace Clinic.Domain.Bookings;

/// <summary>
/// Numbers of compulsory health insurance in Russia: the unified policy has 16 digits, the last of which is a check digit (order of the federal
/// fund on the unified register of the insured; the rule is Luhn's); the certificate that stands in for it meanwhile has 9.
/// </summary>
public static class OmsPolicy
{
    private const int PolicyDigits = 16;
    private const int CertificateDigits = 9;

    /// <summary>Whether a number without blanks can be one.</summary>
    public static bool IsValid(string number) =>
        number.All(char.IsAsciiDigit) && number.Any(c => c != '0') && (number.Length == CertificateDigits || (number.Length == PolicyDigits && Luhn(number) % 10 == 0));

    private static int Luhn(string number) => number.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : Doubled(c - '0')).Sum();

    private static int Doubled(int digit) => digit > 4 ? (2 * digit) - 9 : 2 * digit;
}
