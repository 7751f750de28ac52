using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Compares what was chosen with what is: every visit hit has a choice, none is chosen for that is not hit, each place can be had.</summary>
internal sealed class ChosenPlaces(IReadOnlyCollection<Booking> hit, ClinicFacts facts, PlanTimes times, PatientTimes patients)
{
    private readonly List<FieldError> errors = [];

    internal List<PlannedMove> Moves { get; } = [];

    internal static Problem? Stale(WhatIf whatIf, RosterOrder order)
    {
        var chosen = order.Choices.ToLookup(c => c.Booking);
        var hits = whatIf.Hits.ToDictionary(h => h.Booking.Id, h => h.Booking.Version);
        var stale = hits.Where(h => chosen[h.Key].Count() != 1 || chosen[h.Key].Single().Version != h.Value).Select(h => h.Key)
            .Concat(chosen.Select(c => c.Key).Where(c => !hits.ContainsKey(c)))
            .Select(b => new FieldError($"/visits/{b}", ProblemCodes.VersionMismatch)).ToList();
        return whatIf.Version != order.RosterVersion || stale.Count > 0 ? new(ProblemCodes.VersionMismatch) { Errors = stale } : null;
    }

    /// <summary>Takes the places in the picture; answers why not with each visit at fault.</summary>
    internal Problem? Take(IReadOnlyList<VisitChoice> choices)
    {
        var bookings = hit.ToDictionary(b => b.Id);
        var moving = choices.Where(c => c.Fate == VisitFate.Move).Select(c => (Choice: c, Booking: bookings[c.Booking])).ToList();

        // All leave before anyone arrives: A may take the place of B, and B that of A.
        moving.ForEach(m => times.Leave(m.Booking));
        moving.ForEach(m => patients.Leave(m.Booking, m.Booking.Range));
        moving.ForEach(m => Take(m.Choice, m.Booking));
        return errors.Count == 0 ? null : new Problem(errors[0].Code) { Errors = errors };
    }

    private void Take(VisitChoice choice, Booking booking)
    {
        if (choice.To is not { } to)
        {
            Refuse(booking, ProblemCodes.Required);
            return;
        }

        if (to.VisitTypeId != booking.VisitTypeId)
        {
            Refuse(booking, ProblemCodes.TypeNotOffered);
            return;
        }

        var placed = times.Place(to, choice.Room);
        if (!placed.Ok)
        {
            Refuse(booking, placed.Problem.Code);
        }
        else if (times.Seats(placed.Value) == 0)
        {
            Refuse(booking, ProblemCodes.SlotTaken);
        }
        else if (!patients.IsFree(booking, placed.Value.Slot.Range))
        {
            Refuse(booking, ProblemCodes.PatientOverlap);
        }
        else
        {
            times.Occupy(placed.Value);
            patients.Take(booking, placed.Value.Slot.Range);
            Moves.Add(new(booking, placed.Value, VisitTerms.Of(facts, placed.Value.Slot)!));
        }
    }

    private void Refuse(Booking booking, string code) => errors.Add(new($"/visits/{booking.Id}", code));
}
