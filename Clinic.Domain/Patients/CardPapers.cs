using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Notes, consents and wishes to wait change hands between two cards, by their ids; what is not the first card's any more stays where it is.</summary>
internal static class CardPapers
{
    internal static async Task Give(ClinicDb db, MergedThings things, PatientId from, PatientId to, CancellationToken cancel)
    {
        var (notes, consents, waiting) = (things.Notes.ToList(), things.Consents.ToList(), things.Waiting.ToList());
        await db.PatientNotes.Where(n => n.PatientId == from && EF.Parameter(notes).Contains(n.Id)).ExecuteUpdateAsync(s => s.SetProperty(n => n.PatientId, to), cancel);
        await db.Consents.Where(c => c.PatientId == from && EF.Parameter(consents).Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.PatientId, to), cancel);
        await db.WaitingEntries.Where(w => w.PatientId == from && EF.Parameter(waiting).Contains(w.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.PatientId, to).SetProperty(w => w.Version, w => w.Version + 1), cancel);
    }
}
