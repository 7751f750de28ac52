using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Patients.Import;

/// <summary>A row whose fields are checked by themselves, as those of the desk's forms are.</summary>
/// <param name="Contact">Null where the card's fields are at fault.</param>
/// <param name="Key">The person's: of the card, where it is known, else of the contact.</param>
internal sealed record CheckedRow(PatientRow Row, ContactDetails? Contact, long Key, string? CardNumber, IReadOnlyList<PolicyDetails> Policies, IReadOnlyList<WorkbookProblem> Faults)
{
    /// <summary>Key of the contact as it is written, by which a row is known again whatever becomes of the card.</summary>
    internal long Written { get; } = Key;

    /// <summary>Checks all rows; asks nobody.</summary>
    internal static List<CheckedRow> All(PatientTableReading table, byte[] secret, DateTime now)
    {
        // It may be tomorrow at the clinic already.
        var today = DateOnly.FromDateTime(now).AddDays(1);
        return [.. table.Rows.Select(row => Of(row, secret, today, bornKnown: row.Visit is null))];
    }

    private static CheckedRow Of(PatientRow row, byte[] secret, DateOnly today, bool bornKnown)
    {
        var faults = row.Faults.ToList();
        var fields = row.Details.Check(today, bornKnown);
        foreach (var error in fields.Problem?.Errors ?? [])
        {
            var fault = row.Problem(error.Code, ProblemSeverity.Error, null, Fields(error.Pointer));

            // What could not be read is missing for that reason.
            if (!faults.Exists(f => f.Address == fault.Address && fault.Address.Length > 0 && char.IsLetter(fault.Address[0])))
            {
                faults.Add(fault);
            }
        }

        var policies = new List<PolicyDetails>();
        Add(PaymentKind.Oms, row.Oms, null);
        Add(PaymentKind.Vhi, row.Vhi, row.Insurer);
        var (contact, number) = fields.Ok ? fields.Value : default;
        return new(row, contact, contact?.Key(secret) ?? 0, number, policies, faults);

        void Add(PaymentKind kind, string? written, string? insurer)
        {
            if (written is null)
            {
                return;
            }

            var policy = new PolicyDetails { Kind = kind, Number = written, Insurer = insurer }.Check();
            if (policy.Ok)
            {
                policies.Add(policy.Value);
            }
            else
            {
                var error = policy.Problem.Errors[0];
                faults.Add(row.Problem(error.Code, ProblemSeverity.Error, null, error.Pointer == "/insurer" ? [TableField.Insurer, TableField.Vhi] : [kind == PaymentKind.Oms ? TableField.Oms : TableField.Vhi]));
            }
        }
    }

    /// <summary>The columns that a field at fault may have come from, the likeliest first.</summary>
    internal static TableField[] Fields(string pointer) => pointer switch
    {
        "/name/family" => [TableField.NameFamilyFirst, TableField.Name, TableField.Family],
        "/name/given" => [TableField.NameFamilyFirst, TableField.Name, TableField.Given],
        "/name/middle" => [TableField.NameFamilyFirst, TableField.Name, TableField.Middle],
        "/phone" => [TableField.Phone],
        "/birthDate" or "/patient/birthDate" => [TableField.Born],
        "/email" => [TableField.Email],
        "/cardNumber" => [TableField.CardNumber],
        "/payment/kind" => [TableField.Payment],
        "/payment/insurer" => [TableField.Insurer, TableField.Payment],
        "/comment" => [TableField.Comment],
        _ => [],
    };
}
