using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Web.Bookings;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Audit;

/// <summary>What differs in one step: the field, what was, what became; nothing was where the step made it.</summary>
public sealed record JournalDifference(string Field, string? Before, string After);

/// <summary>What a step is about, and where more of it is told.</summary>
public sealed record JournalSubject(string Kind, string Name, string? Path);

/// <summary>Tells steps of a journal in the reader's words: names instead of numbers, the clock of the site.</summary>
public sealed class JournalWords(IStringLocalizer<JournalTexts> texts, IStringLocalizer<Texts> shell)
{
    private const string Unknown = "—";

    public string Who(JournalStep step, JournalNames names) =>
        names.Users.TryGetValue(step.Actor, out var user) ? user
        : Known($"Actor.{step.Actor}") ?? shell.Staff(step.Actor);

    /// <summary>Null where it says no more than who did.</summary>
    public string? Channel(JournalStep step, JournalNames names)
    {
        var channel = step.Actor is "patient" or "system" && step.Channel is "widget" or "import" ? Known($"Channel.{step.Channel}.self")
            : Known($"Channel.{step.Channel}") ?? step.Channel.Split(':')[^1];
        return string.Equals(channel, Who(step, names), StringComparison.CurrentCultureIgnoreCase) ? null : channel;
    }

    public string Action(JournalStep step) => OwnAction(step) ?? Known($"Action.{step.Action}") ?? step.Action;

    public string When(JournalStep step, JournalNames names) => names.SiteOf(step) is { } site
        ? site.Date(step.At, texts["StampFormat"])
        : step.At.ToString(texts["StampFormat"], CultureInfo.CurrentCulture);

    /// <param name="step">The step.</param>
    /// <param name="names">The names.</param>
    /// <param name="own">All is of one patient, who need not be named each time: a visit is told by its time.</param>
    public JournalSubject Subject(JournalStep step, JournalNames names, bool own = false)
    {
        var number = int.TryParse(step.EntityId, CultureInfo.InvariantCulture, out var id) ? id : 0;
        // What is said of this kind of record alone names the kind already.
        var kind = OwnAction(step) is not null ? "" : Known($"Entity.{step.Entity}") ?? step.Entity;
        return step.Entity switch
        {
            "Booking" when names.Bookings.TryGetValue(step.EntityId, out var booking) =>
                new(kind, $"{booking.Code} · {(own || booking.Patient is null ? Start(booking, names) : booking.Patient.Short)}", $"/journal/booking/{booking.Id}"),
            "Patient" => new(kind, names.Patients.TryGetValue(number, out var card) ? card.Short : step.EntityId, $"/journal/patient/{step.EntityId}"),
            "Doctor" => new(kind, names.Doctors.TryGetValue(number, out var doctor) ? doctor.Short : step.EntityId, $"/doctors/{step.EntityId}"),
            "Room" => new(kind, names.Rooms.GetValueOrDefault(number, step.EntityId), $"/rooms/{step.EntityId}"),
            "VisitType" => new(kind, names.VisitTypes.TryGetValue(number, out var type) ? type.ToString() : step.EntityId, $"/visit-types/{step.EntityId}"),
            "Site" => new(kind, names.Sites.TryGetValue(number, out var site) ? site.Name.ToString() : step.EntityId, null),
            "DoctorDelay" when step.EntityId.Split('/') is [var who, _] && int.TryParse(who, CultureInfo.InvariantCulture, out var late) && names.Doctors.TryGetValue(late, out var doctor) =>
                new(kind, doctor.Short, $"/doctors/{late}"),
            "User" => new(kind, names.UsersByNumber.GetValueOrDefault(step.EntityId, step.EntityId), null),
            _ => new(kind, number > 0 || step.EntityId.Length > 12 ? "" : step.EntityId, null),
        };
    }

    public IReadOnlyList<JournalDifference> Differences(JournalStep step, JournalNames names)
    {
        if (step.After is not { } after)
        {
            return [];
        }

        var before = step.Before;
        var found = new List<JournalDifference>();
        Add("Status", s => shell[$"Status.{s.Status.Wire()}"].Value, s => s.Status, before is not null);
        Add("When", s => Time(s, names, step), s => (s.Start, s.End));
        Add("Doctor", s => names.Doctors.TryGetValue(s.Doctor, out var name) ? name.Short : Unknown, s => s.Doctor);
        Add("Room", s => s.Room is { } room ? names.Rooms.GetValueOrDefault(room, Unknown) : Unknown, s => s.Room, before?.Room is not null || after.Room is not null);
        Add("VisitType", s => names.VisitTypes.TryGetValue(s.VisitType, out var type) ? type.ToString() : Unknown, s => s.VisitType);
        Add("Patient", s => s.Patient is { } card && names.Patients.TryGetValue(card, out var who) ? who.Full : texts["NoCard"], s => s.Patient);
        Add("Site", s => s.Site is { } site && names.Sites.TryGetValue(site, out var place) ? place.Name.ToString() : Unknown, s => s.Site, names.Sites.Count > 1 && before?.Site is not null);
        Add("Override", s => texts[s.Overridden ? "Yes" : "No"], s => s.Overridden, before is null ? after.Overridden : before.Overridden || after.Overridden);
        return found;

        void Add<T>(string field, Func<BookingState, string> words, Func<BookingState, T> value, bool wanted = true)
        {
            if (wanted && (before is null || !EqualityComparer<T>.Default.Equals(value(before), value(after))))
            {
                found.Add(new(texts[$"Field.{field}"], before is null ? null : words(before), words(after)));
            }
        }
    }

    /// <summary>Names of the fields that differ and are not shown with what was and became; those that have a name. A move says that all is as it was.</summary>
    public string? Unseen(JournalStep step) =>
        Fields(step) is { Length: > 0 } fields ? texts["Changed", fields].Value
        : step is { Action: "move", Before: not null, After: not null } ? texts["Move.Same"].Value
        : null;

    private string Fields(JournalStep step) =>
        string.Join(", ", step.Fields.Select(f => Known($"Field.{char.ToUpperInvariant(f[0])}{f[1..]}")).Where(f => f is not null).Distinct());

    private string Start(JournalBooking booking, JournalNames names) =>
        names.Sites.TryGetValue(booking.Site.Value, out var site) ? $"{site.Date(booking.Start, texts["DayFormat"])}, {site.Clock(booking.Start)}" : Unknown;

    private string Time(BookingState state, JournalNames names, JournalStep step)
    {
        if ((state.Site is { } id && names.Sites.TryGetValue(id, out var site) ? site : names.SiteOf(step)) is not { } clock)
        {
            return Unknown;
        }

        return $"{clock.Date(state.Range.Start, texts["DayFormat"])}, {clock.Clock(state.Range)}";
    }

    private string? OwnAction(JournalStep step) => Known($"Action.{step.Entity}.{step.Action}");

    private string? Known(string key) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;
}
