using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Writes a note of the desk on a card. Stored and shown as text, whatever is in it.</summary>
public sealed class AddNote(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    public const int Longest = 2000;

    /// <summary>Answers the note, or <c>forbidden</c>, <c>invalid</c> under /text, <c>not-found</c>, <c>already-merged</c>.</summary>
    public async Task<Result<Guid>> Run(PatientId card, string? text, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var note = CardText.Paragraph(checks, "/text", text, Longest);
        return checks.Fault is { } fault ? fault : await factory.Transact<Guid>(
            async (db, token) =>
            {
                var open = await OpenCard.Take(db, card, null, token);
                if (!open.Ok)
                {
                    return open.Problem;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var row = new PatientNote { Id = Guid.CreateVersion7(now), PatientId = card, Text = note!, CreatedAt = now, CreatedBy = actor.Name };
                db.Add(row);
                db.Record(actor, now, "note", nameof(Patient), card.ToString(), null, new { note = row.Id });
                await db.SaveChangesAsync(token);
                return row.Id;
            },
            cancel);
    }
}
