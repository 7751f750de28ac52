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
    /// <summary>Voluntary or compulsory insurance.</summary>
    public PaymentKind Kind { get; set; } = PaymentKind.Oms;

    public string? Insurer { get; set; }

    public string? Number { get; set; }

    public DateOnly? ValidTo { get; set; }
}

/// <summary>Puts an insurance policy on a card, or changes one that is there.</summary>
public sealed class SavePolicy(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int InsurerLength = 200;
    private const int NumberLength = 60;
    private static readonly DateOnly Latest = new(2100, 1, 1);

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

        var checks = new FieldChecks();
        var number = CardText.Number(checks, "/number", wanted.Number, NumberLength, required: true);
        var insurer = CardText.Line(checks, "/insurer", wanted.Insurer, InsurerLength, required: wanted.Kind == PaymentKind.Vhi);
        if (wanted.Kind is not (PaymentKind.Vhi or PaymentKind.Oms))
        {
            checks.Add("/kind", ProblemCodes.BadValue);
        }

        if (wanted.ValidTo is { } last && (last > Latest || last.Year < 2000))
        {
            checks.Add("/validTo", ProblemCodes.BadDate);
        }

        if (checks.Fault is null && wanted.Kind == PaymentKind.Oms && !OmsPolicy.IsValid(number!))
        {
            checks.Add("/number", ProblemCodes.BadPolicy);
        }

        return checks.Fault is { } fault ? fault : await factory.Transact(
            (db, token) => Save(db, card, policy, wanted with { Number = number, Insurer = insurer }, actor, token),

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
        var row = policy is { } there ? await db.PatientPolicies.AsTracking().FirstOrDefaultAsync(p => p.Id == there && p.PatientId == id, cancel)
            : db.Add(new PatientPolicy { Id = Guid.CreateVersion7(now), PatientId = id, CreatedAt = now }).Entity;
        if (row is null)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        (row.Kind, row.Insurer, row.Number, row.ValidTo) = (wanted.Kind, wanted.Insurer, wanted.Number!, wanted.ValidTo);
        db.Record(actor, now, policy is null ? "policy" : "edit-policy", nameof(Patient), id.ToString(), null, new { policy = row.Id, kind = row.Kind.ToString() });
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }
}
