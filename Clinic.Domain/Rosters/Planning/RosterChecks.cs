using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Rosters.Planning;

/// <summary>Checks a change before anything is computed from it; all faults at once, each under the pointer of its field.</summary>
internal static class RosterChecks
{
    private const int ReasonLength = 200;

    internal static async Task<Problem?> Fault(ClinicDb db, RosterChange change, DateOnly today, CancellationToken cancel)
    {
        if (change.Whose is { } doctor && !await db.Doctors.AnyAsync(d => d.Id == doctor, cancel))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        var ground = await Ground(db, change.Whose, cancel);
        var checks = new FieldChecks();
        switch (change)
        {
            case RosterChange.SetLines set:
                Begin("/from", set.From, today, checks);
                if (checks.Fault is null)
                {
                    Each(set.Lines, (line, at) => new LineChecks(ground, checks).Line($"/lines/{at}", line, set.From));
                }

                break;
            case RosterChange.EndLine end:
                Far("/last", end.Last, checks);
                break;
            case RosterChange.AddException add:
                Begin("/date", add.Date, today, checks);
                new LineChecks(ground, checks).Site("", add.Site);
                Each(add.Work, (work, at) => new LineChecks(ground, checks).Work($"/work/{at}", add.Site, add.Date, work));
                break;
            case RosterChange.RemoveException remove:
                Begin("/date", remove.Date, today, checks);
                break;
            case RosterChange.AddAbsence add:
                Span(add.From, add.To, today, checks);
                break;
            case RosterChange.AddClosure add:
                new LineChecks(ground, checks).Site("", add.Site);
                Span(add.From, add.To, today, checks);
                Reason(add.Reason, checks);
                break;
            case RosterChange.AddOutage add:
                await Outage(db, add, today, checks, cancel);
                break;
            default:
                break;
        }

        return checks.Fault;
    }

    internal static async Task<CheckGround> Ground(ClinicDb db, DoctorId? doctor, CancellationToken cancel)
    {
        var types = await db.VisitTypes.ToDictionaryAsync(t => t.Id, cancel);
        var offers = doctor is { } id ? await db.DoctorVisitTypes.Where(o => o.DoctorId == id).ToListAsync(cancel) : [];
        return new(
            await db.Sites.ToDictionaryAsync(s => s.Id, cancel),
            await db.Rooms.ToDictionaryAsync(r => r.Id, cancel),
            types,
            [.. offers.Select(o => new Offer(o.DoctorId, types[o.VisitTypeId], o.Minutes, o.Price ?? types[o.VisitTypeId].Price, types[o.VisitTypeId].BookableOnline))]);
    }

    private static void Each<T>(IReadOnlyList<T> items, Action<T, int> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check(items[i], i);
        }
    }

    /// <summary>The past stays as it was.</summary>
    private static void Begin(string at, DateOnly date, DateOnly today, FieldChecks checks)
    {
        Far(at, date, checks);
        if (date < today)
        {
            checks.Add(at, ProblemCodes.Past);
        }
    }

    private static void Far(string at, DateOnly date, FieldChecks checks)
    {
        if (!LineChecks.Sane(date))
        {
            checks.Add(at, ProblemCodes.BadDate);
        }
    }

    /// <summary>An illness may have begun before somebody says so, but it cannot be over.</summary>
    private static void Span(DateOnly from, DateOnly to, DateOnly today, FieldChecks checks)
    {
        Far("/from", from, checks);
        Far("/to", to, checks);
        if (to < from)
        {
            checks.Add("/to", ProblemCodes.EndsBeforeStart);
        }
        else if (to < today)
        {
            checks.Add("/to", ProblemCodes.Past);
        }
    }

    private static void Reason(string reason, FieldChecks checks)
    {
        if (reason.Length > ReasonLength)
        {
            checks.Add("/reason", ProblemCodes.TooLong);
        }
        else if (reason.Any(c => char.IsControl(c) || c is '<' or '>'))
        {
            checks.Add("/reason", ProblemCodes.BadCharacters);
        }
    }

    private static async Task Outage(ClinicDb db, RosterChange.AddOutage add, DateOnly today, FieldChecks checks, CancellationToken cancel)
    {
        var (room, device) = (new RoomId((int)add.Resource.Number), new DeviceId((int)add.Resource.Number));
        var known = add.Resource.Kind switch
        {
            ResourceKind.Room => await db.Rooms.AnyAsync(r => r.Id == room, cancel),
            ResourceKind.Device => await db.Devices.AnyAsync(d => d.Id == device, cancel),
            _ => false,
        };
        if (!known)
        {
            checks.Add("/resource", ProblemCodes.UnknownRoom);
        }

        Far("/from", DateOnly.FromDateTime(add.From), checks);
        Far("/to", DateOnly.FromDateTime(add.To), checks);
        if (add.To <= add.From)
        {
            checks.Add("/to", ProblemCodes.EndsBeforeStart);
        }
        else if (DateOnly.FromDateTime(add.To) < today)
        {
            checks.Add("/to", ProblemCodes.Past);
        }

        Reason(add.Reason, checks);
    }
}
