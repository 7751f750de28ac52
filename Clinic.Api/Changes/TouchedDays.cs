using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;

namespace Clinic.Api.Changes;

/// <summary>On which days of which doctors free times may differ after changes.</summary>
internal sealed class TouchedDays
{
    private readonly Dictionary<DoctorId, SortedSet<DateOnly>> days = [];

    /// <summary>More has changed than can be told by day: everything is to be asked for anew.</summary>
    internal bool All { get; private set; }

    internal bool None => !All && days.Count == 0;

    internal IEnumerable<(DoctorId Doctor, IReadOnlyCollection<DateOnly> Dates)> Days => days.Select(d => (d.Key, (IReadOnlyCollection<DateOnly>)d.Value));

    internal void AddAll() => All = true;

    internal void Add(IEnumerable<Change> changes, ClinicFacts facts, DateTime now)
    {
        foreach (var change in changes)
        {
            switch (change.Kind)
            {
                case ChangeKind.Booking or ChangeKind.Hold when change.Touched is not null:
                    AddCells(change, facts, now);
                    break;
                case ChangeKind.Roster when change.DoctorId is { } doctor:
                    AddRange(doctor, change.From, change.To, facts, now);
                    break;
                case ChangeKind.Roster or ChangeKind.Reference:
                    AddAll();
                    break;
                default:
                    break;
            }
        }
    }

    private void AddCells(Change change, ClinicFacts facts, DateTime now)
    {
        if (change.DoctorId is { } own)
        {
            AddRange(own, change.From, change.To, facts, now);
        }

        foreach (var range in CellRange.ParseMany(change.Touched!).Where(r => r.Resource.Kind == ResourceKind.Doctor))
        {
            AddRange(new((int)range.Resource.Number), Cell.Start(range.From), Cell.Start(range.To), facts, now);
        }
    }

    /// <summary>Days that strangers cannot book are left out; a doctor whom they cannot book is nobody's business.</summary>
    private void AddRange(DoctorId doctor, DateTime? from, DateTime? to, ClinicFacts facts, DateTime now)
    {
        if (facts.Doctors.TryGetValue(doctor, out var known) && !known.BookableOnline)
        {
            return;
        }

        var open = new TimeRange(now, now.AddDays(facts.Profile.HorizonDays + 1));
        var (start, end) = (Later(from ?? open.Start, open.Start), to < open.End ? to.Value : open.End);
        if (start >= end)
        {
            return;
        }

        if (!days.TryGetValue(doctor, out var dates))
        {
            days[doctor] = dates = [];
        }

        foreach (var site in facts.Sites.Values.DistinctBy(s => s.TimeZone))
        {
            var last = site.LocalDate(end.AddTicks(-1));
            for (var date = site.LocalDate(start); date <= last; date = date.AddDays(1))
            {
                dates.Add(date);
            }
        }
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
