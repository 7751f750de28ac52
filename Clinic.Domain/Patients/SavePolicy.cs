using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>A policy as typed.</summary>
public sealed record PolicyDetails
{
    private const int InsurerLength = 200;
    private const int NumberLength = 60;
    private static readonly DateOnly Latest = new(2100, 1, 1);

    /// <summary>Voluntary or compulsory insurance.</summary>
    public PaymentKind Kind { get; set; } = PaymentKind.Oms;

    public string? Insurer { get; set; }

    public string? Number { get; set; }

    public DateOnly? ValidTo { get; set; }

    /// <summary>Tidied, or all faults at once, each under the pointer of its field.</summary>
    internal Result<PolicyDetails> Check()
    {
        var checks = new FieldChecks();
        var number = CardText.Number(checks, "/number", Number, NumberLength, required: true);
        var insurer = CardText.Line(checks, "/insurer", Insurer, InsurerLength, required: Kind == PaymentKind.Vhi);
        if (Kind is not (PaymentKind.Vhi or PaymentKind.Oms))
        {
            checks.Add("/kind", ProblemCodes.BadValue);
        }

        if (ValidTo is { } last && (last > Latest || last.Year < 2000))
        {
            checks.Add("/validTo", ProblemCodes.BadDate);
        }

        if (checks.Fault is null && Kind == PaymentKind.Oms && !OmsPolicy.IsValid(number!))
        {
            checks.Add("/number", ProblemCodes.BadPolicy);
        }

        return checks.Fault is { } fault ? fault : this with { Number = number, Insurer = insurer };
    }
}

/// <summary>Puts an insurance policy on a card, or changes one that is there.</summary>
public sealed class SavePolicy(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the policy, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>not-found</c>, <c>already-merged</c>.</summary>
    /// <param name="card">Whose.</param>
    /// <param name="policy">Which one; null for another one.</param>
    /// <param name="wanted">What it says.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<Result<Guid>> Run(PatientId card, Guid? policy, PolicyDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var fields = wanted.Check();
        return !fields.Ok ? fields.Problem : await factory.Transact(
            (db, token) => Save(db, card, policy, fields.Value, actor, token),

            // The same policy is on a card once, whichever desk came first.
            (_, _) => Task.FromResult<Result<Guid>?>(Problem.Field("/number", ProblemCodes.PolicyExists)),
            cancel);
    }

    private async Task<Result<Guid>> Save(ClinicDb db, PatientId id, Guid? policy, PolicyDetails wanted, Actor actor, CancellationToken cancel)
    {
        var card = await OpenCard.Take(db, id, null, cancel);
        if (!card.Ok)
        {
            return card.Problem;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var row = policy is { } there ? await db.PatientPolicies.AsTracking().FirstOrDefaultAsync(p => p.Id == there && p.PatientId == id, cancel) : Add(db, id, wanted, actor, now);
        if (row is null)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (policy is not null)
        {
            Fill(row, wanted);
            db.Record(actor, now, "edit-policy", nameof(Patient), id.ToString(), null, new { policy = row.Id, kind = row.Kind.ToString() });
        }

        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    /// <summary>Puts a policy that was checked on a card in the transaction at hand.</summary>
    internal static PatientPolicy Add(ClinicDb db, PatientId card, PolicyDetails wanted, Actor actor, DateTime now)
    {
        var row = new PatientPolicy { Id = Guid.CreateVersion7(now), PatientId = card, CreatedAt = now };
        Fill(row, wanted);
        db.Add(row);
        db.Record(actor, now, "policy", nameof(Patient), card.ToString(), null, new { policy = row.Id, kind = row.Kind.ToString() });
        return row;
    }

    private static void Fill(PatientPolicy row, PolicyDetails wanted) =>
        (row.Kind, row.Insurer, row.Number, row.ValidTo) = (wanted.Kind, wanted.Insurer, wanted.Number!, wanted.ValidTo);
}
