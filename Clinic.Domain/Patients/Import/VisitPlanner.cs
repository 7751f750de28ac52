using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients.Import;

/// <summary>A visit of a row with its names found; a slot where nothing is at fault.</summary>
internal sealed record NamedVisit(SlotId? Slot, PersonName? Doctor, SiteId? Site, IReadOnlyList<WorkbookProblem> Faults);

/// <summary>A visit of a row that has its place.</summary>
internal sealed record VisitToBook(BookCommand Command, Placement Place, VisitTerms Terms, BookingCover? Cover);

/// <summary>Finds the visits of a table their places, each used once, by the same rules as the desk's.</summary>
internal sealed class VisitPlanner
{
    /// <summary>The columns that say when a visit is.</summary>
    internal static readonly TableField[] When = [TableField.Time, TableField.DateTime, TableField.Date];

    // Beyond that, a year is a slip of the finger.
    private const int MaxDays = 730;
    private readonly List<(CheckedRow Row, Placement Place)> placedRows = [];
    private readonly Dictionary<CheckedRow, NamedVisit> named = [];
    private readonly Site home;
    private readonly Timetable timetable;
    private readonly PlanTimes times;
    private readonly OwnClaims own;
    private readonly ImportedVisits imported;
    private readonly DateTime now;

    private VisitPlanner(Dictionary<CheckedRow, NamedVisit> named, Site home, Timetable timetable, OwnClaims own, ImportedVisits imported, Actor actor, DateTime now)
    {
        (this.named, this.home, this.timetable, this.own, this.imported, this.now) = (named, home, timetable, own, imported, now);
        times = new(timetable, new(actor.Channel, now));
    }

    internal static async Task<VisitPlanner> Load(ClinicDb db, List<CheckedRow> rows, KnownCards cards, Site home, Actor actor, DateTime now, CancellationToken cancel)
    {
        var sites = await db.Sites.ToListAsync(cancel);
        var doctors = await db.Doctors.ToListAsync(cancel);
        var types = await db.VisitTypes.ToListAsync(cancel);
        var names = new ImportNames(doctors, types, sites);
        var offers = (await db.DoctorVisitTypes.ToListAsync(cancel)).Join(types.Where(t => t.Active), o => o.VisitTypeId, t => t.Id, (o, t) => (o.DoctorId, Type: t))
            .OrderBy(o => o.Type.SortOrder).ThenBy(o => o.Type.Id.Value).ToLookup(o => o.DoctorId, o => o.Type.Id);
        var named = rows.Where(r => r.Row.Visit is not null).ToDictionary(r => r, r => Name(r, names, offers, home, now));
        var slots = named.Where(n => n.Value.Slot is not null).Select(n => (Row: n.Key, Slot: n.Value.Slot!.Value)).ToList();
        var own = new OwnClaims(db, now);
        var wanted = slots.FindAll(s => s.Row.Contact is not null).ConvertAll(s => (s.Row.Key, s.Row.Written, Card: cards.ByKey.GetValueOrDefault(s.Row.Key)?.Id, s.Slot));
        var busy = slots.ConvertAll(s => s.Slot.DoctorId).Distinct().ToList();
        var window = slots.Count == 0 ? new TimeRange(now, now.AddDays(1)) : new TimeRange(slots.Min(s => s.Slot.Start).AddDays(-1), slots.Max(s => s.Slot.Start).AddDays(2));
        var timetable = await Timetable.Load(db, db.Doctors.Where(d => EF.Parameter(busy).Contains(d.Id)), window, now, cancel);
        await own.Read(wanted.SelectMany(w => Persons(w.Key, w.Card).Concat(Limits(timetable.Facts, w.Key, w.Slot, home, now))), cancel);
        return new(named, home, timetable, own, await ImportedVisits.Load(db, wanted.ConvertAll(w => (w.Written, w.Card, w.Slot)), cancel), actor, now);
    }

    /// <summary>Null for a row without a visit.</summary>
    internal NamedVisit? Named(CheckedRow row) => named.GetValueOrDefault(row);

    /// <summary>Where the visit stands already; null where it may be booked.</summary>
    internal BookingStatus? Standing(CheckedRow row, Patient? card, NamedVisit visit) => imported.Status(row.Written, card?.Id, visit.Slot!.Value);

    /// <summary>The place, which later rows find taken, or what is against it.</summary>
    internal async Task<(VisitToBook? Visit, WorkbookProblem? Fault)> Place(CheckedRow row, Patient? card, NamedVisit visit, CancellationToken cancel)
    {
        var (slot, written) = (visit.Slot!.Value, row.Row.Visit!);
        var placed = times.Place(slot, null);
        if (!placed.Ok)
        {
            // The type is there, for the names were found: this doctor does not offer it.
            return placed.Problem.Code is ProblemCodes.TypeNotOffered or ProblemCodes.UnknownVisitType
                ? Against(ProblemCodes.TypeNotOffered, TableField.VisitType, TableField.Doctor)
                : Against(placed.Problem.Code, When);
        }

        var place = placed.Value;
        if (place.Slot.SiteId != visit.Site)
        {
            var there = timetable.Facts.Sites[place.Slot.SiteId];

            // Who names no site means where the doctor works, unless the clocks differ: then the time is another.
            if (written.Site is not null || there.Local(slot.Start).Offset != home.Local(slot.Start).Offset)
            {
                return (null, row.Row.Problem(WorkbookProblemCodes.OtherSite, ProblemSeverity.Error, there.Name.ToString(), [TableField.Site, .. When]));
            }
        }

        if (VisitTerms.Of(timetable.Facts, place.Slot) is not { } terms)
        {
            return Against(ProblemCodes.TypeNotOffered, TableField.VisitType, TableField.Doctor);
        }

        var command = new BookCommand
        {
            Slot = slot,
            Payment = written.Payment,
            Insurer = row.Row.Insurer,
            Policy = written.Payment switch { PaymentKind.Oms => row.Row.Oms, PaymentKind.Vhi => row.Row.Vhi, _ => null },
            Comment = written.Comment,
            IdempotencyKey = imported.NewKey(row.Written, slot),
        };
        var cover = CoverDetails.Check(command);
        if ((cover.Ok ? PatientRules.Against(command, terms, card?.BirthDate ?? row.Contact!.BirthDate, cover.Value.Cover, slot.Start) : cover.Problem) is { } rule)
        {
            var error = rule.Errors.Count > 0 ? rule.Errors[0] : new("", rule.Code);
            return Against(error.Code, error.Pointer == "/payment/policy" ? [written.Payment == PaymentKind.Oms ? TableField.Oms : TableField.Vhi, TableField.Payment] : CheckedRow.Fields(error.Pointer));
        }

        if (times.Seats(place) == 0)
        {
            return InTheWay(p => p.Place.Slot.DoctorId == place.Slot.DoctorId && p.Place.GroupSize == 1, WorkbookProblemCodes.TakenByRow) ?? Against(ProblemCodes.SlotTaken, When);
        }

        var claims = Claims.OfPerson(card is null ? null : ResourceId.Patient(card.Id), row.Key, place.Slot.Range).Concat(Claims.OfQuotas(place)).Concat(PatientLimits.Of(terms, place.Slot.Range, row.Key, now));
        if (await own.Take([.. claims], Guid.NewGuid(), cancel) is { } refusal)
        {
            return (refusal.Code == ProblemCodes.PatientOverlap ? InTheWay(p => p.Row.Key == row.Key, WorkbookProblemCodes.PatientInRow) : null) ?? Against(refusal.Code, When);
        }

        times.Occupy(place);
        placedRows.Add((row, place));
        return (new(command, place, terms, cover.Value!.Cover), null);

        // Nobody finds in the clinic what only the file has.
        (VisitToBook?, WorkbookProblem?)? InTheWay(Func<(CheckedRow Row, Placement Place), bool> same, string code) =>
            placedRows.Where(p => same(p) && p.Place.Slot.Range.Overlaps(place.Slot.Range)).Select(p => p.Row).FirstOrDefault() is { } other
                ? (null, row.Row.Problem(code, ProblemSeverity.Error, SheetGrid.RowName(other.Row.Number - 1), When)) : null;

        (VisitToBook?, WorkbookProblem?) Against(string code, params TableField[] fields) => (null, row.Row.Problem(code, ProblemSeverity.Error, null, fields));
    }

    private static IEnumerable<ResourceId> Persons(long key, PatientId? card) => card is { } id ? [ResourceId.Contact(key), ResourceId.Patient(id)] : [ResourceId.Contact(key)];

    // Whose limits they are hangs on no place: they are read for all rows at once.
    private static IEnumerable<ResourceId> Limits(ClinicFacts facts, long key, SlotId slot, Site site, DateTime now) =>
        VisitTerms.Of(facts, slot.DoctorId, slot.VisitTypeId, site.Id) is { } terms ? PatientLimits.Of(terms, new(slot.Start, slot.Start.AddMinutes(Cell.Minutes)), key, now).Select(c => c.Resource) : [];

    private static NamedVisit Name(CheckedRow row, ImportNames names, ILookup<DoctorId, VisitTypeId> offers, Site home, DateTime now)
    {
        var (visit, faults) = (row.Row.Visit!, new List<WorkbookProblem>());
        var site = visit.Site is { } there ? names.Site(there) : home;
        if (site is null)
        {
            Fault(WorkbookProblemCodes.NoSuchSite, null, TableField.Site);
        }

        var doctors = names.Doctors(visit.Doctor);
        var doctor = doctors.Count == 1 ? doctors[0] : null;
        if (visit.Doctor.Length > 0 && doctor is not { Active: true })
        {
            var left = doctors.Count > 0 && !doctors[0].Active;
            Fault(
                doctors.Count == 0 ? WorkbookProblemCodes.NoSuchDoctor : left ? WorkbookProblemCodes.DoctorLeft : WorkbookProblemCodes.SeveralDoctors,
                left || doctors.Count == 0 ? null : string.Join(", ", doctors.Take(5).Select(d => d.Name.Full)), TableField.Doctor);
            doctor = null;
        }

        var type = default(VisitTypeId?);
        if (doctor is not null)
        {
            var known = visit.VisitType is { } said ? names.Type(said, [.. offers[doctor.Id]]) : null;
            type = known?.Id ?? (visit.VisitType is null ? offers[doctor.Id].Cast<VisitTypeId?>().FirstOrDefault() : null);
            if (type is null)
            {
                Fault(visit.VisitType is null ? ProblemCodes.TypeNotOffered : WorkbookProblemCodes.NoSuchVisitType, null, visit.VisitType is null ? TableField.Doctor : TableField.VisitType);
            }
        }

        var start = site is not null && visit is { Date: { } date, Time: { } time } ? Start(site, date, time) : null;
        return new(
            faults.Count == 0 && doctor is not null && type is { } kind && start is { } instant ? SlotId.Of(doctor.Id, kind, instant) : null,
            doctor?.Name, site?.Id, faults);

        DateTime? Start(Site at, DateOnly date, TimeOnly time)
        {
            var today = at.LocalDate(now);
            var fault = date < today ? ProblemCodes.Past
                : date > today.AddDays(MaxDays) ? WorkbookProblemCodes.TooFar
                : at.Zone.IsInvalidTime(date.ToDateTime(time)) ? WorkbookProblemCodes.SkippedTime
                : time.Minute % Cell.Minutes != 0 ? ProblemCodes.FiveMinutes
                : null;
            if (fault is null)
            {
                return WallClock.Instant(at.Zone, date, time);
            }

            Fault(fault, null, fault is ProblemCodes.Past or WorkbookProblemCodes.TooFar ? [TableField.Date, TableField.DateTime] : When);
            return null;
        }

        void Fault(string code, string? expected, params TableField[] fields) => faults.Add(row.Row.Problem(code, ProblemSeverity.Error, expected, fields));
    }
}
