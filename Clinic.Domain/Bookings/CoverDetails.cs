using Clinic.Domain.Problems;

namespace Clinic.Domain.Bookings;

/// <summary>Who pays and what for, as typed: tidied and checked.</summary>
internal static class CoverDetails
{
    private const int MaxInsurer = 200;
    private const int MaxNumber = 60;
    private const int MaxReason = 500;
    private const int MaxComment = 1000;

    /// <summary>The row to keep, null where there is nothing to keep; or <c>invalid</c> with the fields at fault.</summary>
    internal static Result<Checked> Check(BookCommand command)
    {
        var checks = new FieldChecks();
        var cover = new BookingCover { Referral = Text(checks, "/referral", Blankless(command.Referral), MaxNumber), OverrideReason = Reason(checks, command.Override) };
        if (command.Payment is PaymentKind.Vhi)
        {
            cover.Insurer = Required(checks, "/payment/insurer", Text(checks, "/payment/insurer", command.Insurer?.Trim(), MaxInsurer));
        }

        if (command.Payment is PaymentKind.Vhi or PaymentKind.Oms)
        {
            cover.Policy = Required(checks, "/payment/policy", Text(checks, "/payment/policy", Blankless(command.Policy), MaxNumber));
        }

        if (command.Payment is PaymentKind.Oms && cover.Policy is { } policy && !OmsPolicy.IsValid(policy))
        {
            checks.Add("/payment/policy", ProblemCodes.BadPolicy);
        }

        Comment(checks, command.Comment);
        return checks.Fault is { } fault ? fault : new Checked(cover is { Referral: null, OverrideReason: null, Insurer: null, Policy: null } ? null : cover);
    }

    /// <summary>The reason of an override; a fault where it is blank or too long. Null for no override.</summary>
    internal static string? Reason(FieldChecks checks, string? reason) =>
        reason is null ? null : Required(checks, "/override/reason", Text(checks, "/override/reason", reason.Trim(), MaxReason));

    private static void Comment(FieldChecks checks, string? comment)
    {
        if (comment?.Length > MaxComment)
        {
            checks.Add("/comment", ProblemCodes.TooLong);
        }
        else if (comment?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            checks.Add("/comment", ProblemCodes.BadCharacters);
        }
    }

    private static string? Text(FieldChecks checks, string pointer, string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > max)
        {
            checks.Add(pointer, ProblemCodes.TooLong);
        }
        else if (text.Any(char.IsControl))
        {
            checks.Add(pointer, ProblemCodes.BadCharacters);
        }

        return text;
    }

    private static string? Required(FieldChecks checks, string pointer, string? text)
    {
        if (text is null)
        {
            checks.Add(pointer, ProblemCodes.Required);
        }

        return text;
    }

    private static string? Blankless(string? number) => number is null ? null : string.Concat(number.Where(c => !char.IsWhiteSpace(c)));

    /// <param name="Cover">Null where there is nothing to keep.</param>
    internal sealed record Checked(BookingCover? Cover);
}
