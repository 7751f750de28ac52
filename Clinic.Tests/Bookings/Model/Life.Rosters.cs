using Clinic.Domain;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings.Model;

/// <summary>How rosters change in a life: planned, and saved at once or some steps later, when the plan may have become stale.</summary>
internal sealed partial class Life
{
    private static readonly IReadOnlyList<IReadOnlyList<Work>> Hours =
        [[new(540, 780), new(840, 1080)], [new(480, 720)], [new(600, 900)], [new(660, 960)], [new(480, 600), new(660, 1020)]];

    private static readonly AccessRules Quota = AccessRules.Parse($"quota online visits=first count={FirstVisits}");

    private readonly List<int> versions = [];
    private Planned? waiting;

    private static WorkHours Text(IEnumerable<Work> hours) =>
        WorkHours.Of(string.Join(',', hours.Select(h => $"{TimeOnly.MinValue.AddMinutes(h.From):HH:mm}-{TimeOnly.MinValue.AddMinutes(h.To):HH:mm}")));

    private IEnumerable<RoomId> Pool(IReadOnlyList<int> pool) => pool.Select(r => rooms[r]);

    /// <summary>Some roster is to change from a day on or on that day; of the visits hit most move as is proposed, some are kept, some go to the list.</summary>
    private async Task Plan(Step step)
    {
        var doctor = step.A % doctors.Count;
        if (await Draw(step, doctor, new(2026, 12, 2 + (step.C % Days))) is not var (change, after, date))
        {
            return;
        }

        var result = await clinic.Plan(change);
        Expect(step, result.Problem?.Code, Past(change, date));
        if (!result.Ok)
        {
            return;
        }

        var (visits, hits) = (result.Value.Visits, model.Hits(doctor, after).ToList());
        Assert.Equal(hits.Select(h => h.Id).Order(), visits.Select(v => v.Booking.Value).Order());
        Assert.Equal(versions[doctor], result.Value.RosterVersion);
        var choices = visits.Select((v, i) => ((i + (step.C / Days)) % 4) switch
        {
            2 => v.Keep(),
            < 2 when v.Proposal is { } place => v.MoveTo(place.Slot, place.Room),
            _ => v.Displace(),
        });
        var planned = new Planned(result.Value.Order() with { Choices = [.. choices] }, doctor, date, after, hits);
        if (step.B / 8 % 2 == 0 || waiting is not null)
        {
            await Commit(step, planned);
        }
        else
        {
            waiting = planned;
        }
    }

    private async Task Commit(Step step)
    {
        if (waiting is { } planned)
        {
            waiting = null;
            await Commit(step, planned);
        }
    }

    private async Task Commit(Step step, Planned planned)
    {
        var choices = planned.Order.Choices;
        var (problem, changed) = Expected(planned);
        var result = await clinic.Commit(planned.Order);
        Expect(step, result.Problem?.Code, problem);
        if (!result.Ok)
        {
            return;
        }

        int Chosen(VisitFate fate) => choices.Count(c => c.Fate == fate);
        Assert.Equal((Chosen(VisitFate.Move), Chosen(VisitFate.Keep), Chosen(VisitFate.Displace)), (result.Value.Moved, result.Value.Kept, result.Value.Displaced));
        (model, versions[planned.Doctor]) = (changed, result.Value.RosterVersion!.Value);
        Count(planned.Order.Change.GetType().Name);
        foreach (var choice in choices)
        {
            Count($"{choice.Fate}");
        }
    }

    /// <summary>Stale is a plan as soon as the roster or one of the visits hit is another; else all who move leave, and then each comes to the new place.</summary>
    private (string? Problem, SimpleClinic Changed) Expected(Planned planned)
    {
        var (changed, doctor, choices) = (model.Copy(), planned.Doctor, planned.Order.Choices);
        var problem = versions[doctor] != planned.Order.RosterVersion ? "version-mismatch"
            : Past(planned.Order.Change, planned.Date) is { } past ? past
            : !model.Hits(doctor, planned.After).ToHashSet<object>(ReferenceEqualityComparer.Instance).SetEquals(planned.Hits) ? "version-mismatch"
            : null;
        if (problem is not null)
        {
            return (problem, model);
        }

        changed.Change(doctor, planned.After);
        changed.Displaced.UnionWith(choices.Where(c => c.Fate == VisitFate.Displace).Select(c => c.Booking.Value));
        var moves = choices.Where(c => c.Fate == VisitFate.Move).Select(c => (Visit: model.Stays[c.Booking.Value], To: c.To!.Value, Room: rooms.IndexOf(c.Room!.Value))).ToList();
        moves.ForEach(m => changed.Stays.Remove(m.Visit.Id));
        foreach (var (visit, to, room) in moves)
        {
            var wish = changed.Stay(visit.Id, doctors.IndexOf(to.DoctorId), visit.Type, to.Start, visit.Person);
            if (changed.Against(wish, room) is { } refused)
            {
                return (refused, model);
            }

            var (there, device) = (changed.Rooms(wish), changed.Types[wish.Type].Device ? changed.Devices(wish)[0] : (int?)null);
            changed.Stays[visit.Id] = wish with { Room = there.Contains(room) ? room : there[0], Device = device, Over = true };
        }

        return (null, changed);
    }

    /// <summary>What has been stays; who comes back comes back from today on.</summary>
    private string? Past(RosterChange change, DateOnly date) => change is not RosterChange.RemoveAbsence && date < SimpleClinic.Day(model.Now) ? "invalid" : null;

    private async Task<(RosterChange Change, ModelDoctor After, DateOnly Date)?> Draw(Step step, int doctor, DateOnly date)
    {
        var (id, now, hours) = (doctors[doctor], model.Doctors[doctor], Hours[step.C / Days % Hours.Count]);
        if (now.Away.Contains(date))
        {
            var absence = await clinic.Read(db => db.Absences.Where(a => a.DoctorId == id && a.From == date).Select(a => a.Id).SingleAsync());
            return (new RosterChange.RemoveAbsence(id, absence), now with { Away = now.Away.Remove(date) }, date);
        }

        switch (step.B % 8)
        {
            case 0:
                return (new RosterChange.AddAbsence(id, date, date, DayReason.Sick), now with { Away = now.Away.Add(date) }, date);
            case 1 or 2 when now.Differing.ContainsKey(date):
                return (new RosterChange.RemoveException(id, clinic.Site, date), now with { Differing = now.Differing.Remove(date) }, date);
            case 1:
                return (new RosterChange.AddException(id, clinic.Site, date, DayReason.DayOff, []), now with { Differing = now.Differing.SetItem(date, []) }, date);
            case 2:
                var work = new DayWork { Hours = Text(hours), Rooms = [.. Pool(now.Rooms)], Access = Quota };
                return (new RosterChange.AddException(id, clinic.Site, date, DayReason.Hours, [work]), now with { Differing = now.Differing.SetItem(date, hours) }, date);
            case 3 or 4:
                var every = 1 + (step.C / 16 % 3 / 2);
                var line = new ModelLine(date, hours, every, every == 1 ? 0 : date.Day % 2);
                var pattern = every == 1 ? RosterPattern.OnWeekdays("1234567") : line.Rest == 0 ? RosterPattern.OnEvenDates() : RosterPattern.OnOddDates();
                var draft = new LineDraft { Site = clinic.Site, Rooms = [.. Pool(now.Rooms)], Access = Quota, Pattern = pattern, Hours = Text(hours) };
                return (new RosterChange.SetLines(id, date, [draft]), now with { Lines = [.. now.Lines.Where(l => l.From < date), line] }, date);
            default:
                return null;
        }
    }

    /// <summary>A change of rosters that is not saved yet, and what it would hit when it was planned.</summary>
    private sealed record Planned(RosterOrder Order, int Doctor, DateOnly Date, ModelDoctor After, IReadOnlyList<Stay> Hits);
}
