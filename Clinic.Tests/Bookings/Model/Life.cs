using System.Runtime.CompilerServices;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Rooms;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Planning;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings.Model;

/// <summary>One step of a life: what is done, and three numbers that choose among what there is.</summary>
internal sealed record Step(int Kind, int A, int B, int C)
{
    internal const int Kinds = 16;
}

/// <summary>A real clinic and its model, kept in step.</summary>
internal sealed partial class Life
{
    private const int Days = 2;
    private const int Persons = 6;
    private const int FirstVisits = 2;
    private readonly TestClinic clinic;
    private readonly IDictionary<string, int> tally;
    private SimpleClinic model = new([new(30, 0, 0, First: true), new(20, 5, 10, First: true), new(40, 0, 5, Seats: 3), new(25, 5, 0, Device: true)], devices: 1, lead: 60);
    private readonly List<DoctorId> doctors = [];
    private readonly List<VisitTypeId> types = [];
    private readonly List<RoomId> rooms = [];
    private readonly List<DeviceId> devices = [];
    private readonly Dictionary<Guid, string> tokens = [];
    private readonly HashSet<int> cards = [];

    private Life(TestClinic clinic, IDictionary<string, int> tally) => (this.clinic, this.tally) = (clinic, tally);

    /// <param name="provider">The database.</param>
    /// <param name="steps">What is done.</param>
    /// <param name="tally">Counts how often each kind of step had each outcome.</param>
    internal static async Task Run(DatabaseProvider provider, IReadOnlyList<Step> steps, IDictionary<string, int> tally)
    {
        await using var clinic = await TestClinic.Create(provider);
        var life = new Life(clinic, tally);
        await life.Furnish();
        foreach (var step in steps)
        {
            await life.Do(step);
        }

        await life.NobodyIsLost();
        await life.Compare(clinic);

        // The same clinic as a program sees it that has just started.
        await using (var started = TestClinic.Over(clinic))
        {
            await life.Compare(started);
        }

        await Invariants.Hold(clinic);
    }

    private async Task Furnish()
    {
        await clinic.Change(async db =>
        {
            var profile = await db.Profile.AsTracking().SingleAsync();
            profile.CutOffMinutes = 0;
            Room[] more = [new() { SiteId = clinic.Site, Name = "102" }, new() { SiteId = clinic.Site, Name = "103" }];
            VisitType[] others =
            [
                new() { Name = new("Перевязка"), Minutes = 20, BufferBefore = 5, BufferAfter = 10, Kind = VisitKind.First, SortOrder = 1 },
                new() { Name = new("Школа"), Minutes = 40, BufferAfter = 5, Capacity = 3, SortOrder = 2 },
                new() { Name = new("УЗИ"), Minutes = 25, BufferBefore = 5, Needs = ["УЗИ"], SortOrder = 3 },
            ];
            var device = new Device { SiteId = clinic.Site, Name = "Logiq", Kind = "УЗИ" };
            db.AddRange(more);
            db.AddRange(others);
            db.Add(device);
            (await db.VisitTypes.AsTracking().SingleAsync(t => t.Id == clinic.VisitType)).Kind = VisitKind.First;
            await db.SaveChangesAsync();
            rooms.AddRange([clinic.Room, more[0].Id, more[1].Id]);
            types.AddRange([clinic.VisitType, .. others.Select(t => t.Id)]);
            devices.Add(device.Id);
        });
        await Doctor(clinic.Doctor, Hours[0], [0]);
        await Doctor(await clinic.AddDoctor("Сидоров", clinic.Room, Text(Hours[1])), Hours[1], [0]);
        await Doctor(await clinic.AddDoctor("Кузнецов", clinic.Room, Text(Hours[2])), Hours[2], [1, 2]);
        await Doctor(await clinic.AddDoctor("Волков", clinic.Room, Text(Hours[3])), Hours[3], [2, 1]);
        model.Now = clinic.Clock.Now;
    }

    private async Task Doctor(DoctorId id, IReadOnlyList<Work> hours, IReadOnlyList<int> pool)
    {
        doctors.Add(id);
        versions.Add(await clinic.Read(db => db.Doctors.Where(d => d.Id == id).Select(d => d.RosterVersion).SingleAsync()));
        model.Doctors.Add(new([new(default, hours)], pool, FirstVisits));
        await clinic.Change(async db =>
        {
            var line = await db.RosterLines.AsTracking().SingleAsync(l => l.DoctorId == id);
            line.Rooms = IdList.Of(Pool(pool));
            line.Access = Quota;
            db.AddRange(types.Where(t => t != clinic.VisitType).Select(t => new DoctorVisitType { DoctorId = id, VisitTypeId = t }));
        });
    }

    private Task Do(Step step) => step.Kind switch
    {
        0 or 1 => Hold(step),
        2 or 3 or 4 => Book(step),
        5 => BookHold(step),
        6 or 7 => Move(step),
        8 => Cancel(step),
        9 => Release(step),
        10 => Extend(step),
        11 => Override(step),
        12 => Wait(step),
        13 or 14 => Plan(step),
        _ => Commit(step),
    };

    /// <summary>Few times, so that steps meet: from eight to four of two days; for groups a few starts close together, so that they fill.</summary>
    private Stay Wish(Step step, int? person, Guid id = default)
    {
        var (type, day) = (step.B % types.Count, 2 + (step.C % Days));
        var start = model.Types[type].Seats > 1 ? TestClinic.Moscow(day, 11).AddMinutes(20 * (step.C / Days % 3)) : TestClinic.Moscow(day, 8).AddMinutes(10 * (step.C / Days % 48));
        return model.Stay(id, step.A % doctors.Count, type, start, person);
    }

    private SlotId Slot(Stay wish) => SlotId.Of(doctors[wish.Doctor], types[wish.Type], wish.Start);

    private static int Person(Step step) => step.B / 7 % Persons;

    private static Domain.Patients.ContactDetails Contact(int who) => TestClinic.Person(phone: $"+7 900 000-00-{who:00}");

    private async Task Hold(Step step)
    {
        var wish = Wish(step, null);
        var result = await clinic.Get<HoldSlot>().Run(Slot(wish), Actor.Stranger, CancellationToken.None);
        Expect(step, result.Problem?.Code, Expected(wish));
        if (result.Ok)
        {
            Keep(Placed(wish, result.Value.RoomId, result.Value.Devices) with { Id = result.Value.Id.Value, HeldUntil = result.Value.ExpiresAt });
        }
    }

    private async Task Book(Step step)
    {
        var wish = Wish(step, Person(step));
        var result = await clinic.Book(Slot(wish), Contact(Person(step)));
        Expect(step, result.Problem?.Code, Expected(wish));
        if (result.Ok)
        {
            Keep(result.Value, Placed(wish, result.Value.Slot.RoomId, await Devices(result.Value)));
        }
    }

    private async Task BookHold(Step step)
    {
        if (Pick(step, s => s.HeldUntil is not null) is not { } hold)
        {
            return;
        }

        var result = await clinic.Book(default, Contact(Person(step)), hold: new(hold.Id));
        var overlap = model.Live.Any(s => s.Person == Person(step) && s.Visit.Overlaps(hold.Visit)) ? "patient-overlap" : null;
        Expect(step, result.Problem?.Code, hold.HeldUntil <= model.Now ? "hold-expired" : overlap);
        if (result.Ok)
        {
            model.Stays.Remove(hold.Id);
            Keep(result.Value, hold with { HeldUntil = null, Person = Person(step) });
        }
    }

    private async Task Move(Step step)
    {
        if (Pick(step, s => s.Person is not null) is not { } booking)
        {
            return;
        }

        var wish = Wish(step, booking.Person, booking.Id);
        var result = await clinic.Get<MoveBooking>().Run(BookingRef.Token(tokens[booking.Id]), Slot(wish), null, Actor.Stranger, CancellationToken.None);
        var rule = model.Rule(wish.Doctor, wish.Type, wish.Start);
        Expect(step, result.Problem?.Code, rule ?? (model.Now > booking.Start ? "cut-off-passed" : model.Blockers(wish).FirstOrDefault()));
        if (result.Ok)
        {
            model.Displaced.Remove(booking.Id);
            Keep(result.Value, Placed(wish, result.Value.Slot.RoomId, await Devices(result.Value)));
        }
    }

    private async Task Cancel(Step step)
    {
        // Not every time, or the days would never fill.
        if (step.B % 2 == 0 || Pick(step, s => s.Person is not null) is not { } booking)
        {
            return;
        }

        var result = await clinic.Get<CancelBooking>().Run(BookingRef.Token(tokens[booking.Id]), null, true, Actor.Stranger, CancellationToken.None);
        Expect(step, result.Problem?.Code, model.Now > booking.Start ? "cut-off-passed" : null);
        if (result.Ok)
        {
            model.Stays.Remove(booking.Id);
            model.Displaced.Remove(booking.Id);
        }
    }

    private async Task Release(Step step)
    {
        if (Pick(step, s => s.HeldUntil is not null) is { } hold)
        {
            Assert.True((await clinic.Get<ReleaseHold>().Run(new(hold.Id), CancellationToken.None)).Ok);
            model.Stays.Remove(hold.Id);
            Count("yes");
        }
    }

    private async Task Extend(Step step)
    {
        if (Pick(step, s => s.HeldUntil is not null) is not { } hold)
        {
            return;
        }

        var result = await clinic.Get<ExtendHold>().Run(new(hold.Id), CancellationToken.None);
        Expect(step, result.Problem?.Code, hold.HeldUntil <= model.Now ? "hold-expired" : hold.Extended ? "hold-extended" : null);
        if (result.Ok)
        {
            Keep(hold with { HeldUntil = result.Value.ExpiresAt, Extended = true });
        }
    }

    /// <summary>The desk books over whatever is there; the person alone is still not in two places.</summary>
    private async Task Override(Step step)
    {
        var wish = Wish(step, Person(step));

        // A group that was opened over others cannot be told from another once the override has left it.
        if (model.Rule(wish.Doctor, wish.Type, wish.Start) is not null || model.Types[wish.Type].Seats > 1)
        {
            return;
        }

        var result = await clinic.Get<BookAppointment>().Run(
            new() { Slot = Slot(wish), Contact = Contact(Person(step)), Override = "Острая боль" }, TestClinic.Registrar, CancellationToken.None);
        Expect(step, result.Problem?.Code, model.Blockers(wish).Contains("patient-overlap") ? "patient-overlap" : null);
        if (result.Ok)
        {
            // The desk opens a card, and what the person has booked already is not as it was seen.
            var earlier = cards.Add(Person(step)) ? model.Stays.Values.Where(s => s.Person == Person(step)).ToList() : [];
            earlier.ForEach(s => Keep(s with { }));
            Keep(result.Value, At(wish, result.Value.Slot.RoomId, await Devices(result.Value)) with { Over = true });
        }
    }

    private Task Wait(Step step)
    {
        // Mostly seconds, so that holds expire between steps; now and then an hour.
        clinic.Clock.Advance(step.B % 9 == 0 ? TimeSpan.FromMinutes(step.A % 180) : TimeSpan.FromSeconds(step.A % 240));
        model.Now = clinic.Clock.Now;
        return Task.CompletedTask;
    }

    private string? Expected(Stay wish) => model.Rule(wish.Doctor, wish.Type, wish.Start) ?? model.Blockers(wish).FirstOrDefault();

    private Stay? Pick(Step step, Func<Stay, bool> wanted)
    {
        var some = model.Stays.Values.Where(wanted).OrderBy(s => s.Start).ThenBy(s => s.Id).ToList();
        return some.Count == 0 ? null : some[step.A % some.Count];
    }

    /// <summary>Any free room and device will do, but no other.</summary>
    private Stay Placed(Stay wish, RoomId? room, IdList<DeviceId> chosen)
    {
        var stay = At(wish, room, chosen);
        Assert.Contains(stay.Room!.Value, model.Rooms(wish));
        Assert.True(model.Types[wish.Type].Device ? model.Devices(wish).Contains(stay.Device!.Value) : stay.Device is null);
        return stay;
    }

    private Stay At(Stay wish, RoomId? room, IdList<DeviceId> chosen) =>
        wish with { Room = room is { } id ? rooms.IndexOf(id) : null, Device = chosen.Count == 0 ? null : devices.IndexOf(chosen.Ids.Single()) };

    private Task<IdList<DeviceId>> Devices(BookingReceipt receipt) => clinic.Read(db => db.Bookings.Where(b => b.Id == receipt.Id).Select(b => b.Devices).SingleAsync());

    private void Keep(Stay stay) => model.Stays[stay.Id] = stay;

    private void Keep(BookingReceipt receipt, Stay stay)
    {
        Keep(stay with { Id = receipt.Id.Value });
        tokens[receipt.Id.Value] = receipt.Token;
    }

    private void Expect(Step step, string? actual, string? expected, [CallerMemberName] string done = "")
    {
        Assert.True(actual == expected, $"{done} {step} at {model.Now:dd HH:mm:ss}: the clinic says {actual ?? "yes"}, the model {expected ?? "yes"}");
        Count(actual ?? "yes", done);
    }

    private void Count(string outcome, [CallerMemberName] string done = "")
    {
        var key = $"{done} {outcome}";
        tally[key] = (tally.TryGetValue(key, out var before) ? before : 0) + 1;
    }

    /// <summary>Whoever has booked has a visit where the model says, and whoever was left without a place is listed.</summary>
    private async Task NobodyIsLost()
    {
        var booked = await clinic.Read(db => db.Bookings.Where(b => b.Status == BookingStatus.Booked).ToListAsync());
        Assert.Equal(
            model.Stays.Values.Where(s => s.Person is not null).OrderBy(s => s.Id).Select(s => (s.Id, doctors[s.Doctor], s.Start, s.End, rooms[s.Room!.Value])),
            booked.OrderBy(b => b.Id.Value).Select(b => (b.Id.Value, b.DoctorId, b.Start, b.End, b.RoomId!.Value)));
        Assert.Equal(model.Displaced.Order(), (await clinic.Displaced()).Select(d => d.Booking.Value).Order());
    }

    /// <summary>Every cell of both days: a visit can begin there exactly where the model says so; and what is offered can be had.</summary>
    private async Task Compare(TestClinic seen)
    {
        for (var doctor = 0; doctor < doctors.Count; doctor++)
        {
            for (var type = 0; type < types.Count; type++)
            {
                string? Blocked(DateTime at) => Expected(model.Stay(default, doctor, type, at, null));
                var window = new TimeRange(TestClinic.Moscow(2, 0), TestClinic.Moscow(2 + Days, 0));
                var explained = (await seen.Get<ExplainTimes>().Run(doctors[doctor], types[type], window, Channel.Widget, CancellationToken.None)).Value!;
                foreach (var stretch in explained.Stretches)
                {
                    for (var at = stretch.Range.Start; at < stretch.Range.End; at = at.AddMinutes(5))
                    {
                        var blocked = Blocked(at);
                        Assert.True((stretch.Reasons.Count == 0) == (blocked is null), $"doctor {doctor}, type {type}, {at:dd HH:mm}: model {blocked ?? "free"}, clinic {string.Join('+', stretch.Reasons.Select(r => r.Code))}");
                    }
                }

                var slots = await seen.Get<FindSlots>().Run(new() { Doctor = doctors[doctor], VisitType = types[type], Window = window }, CancellationToken.None);
                Assert.All(slots.Slots, s => Assert.Null(Blocked(s.Range.Start)));
                var groups = model.Types[type].Seats == 1 ? [] : model.Live.Where(s => s.Doctor == doctor && s.Type == type && window.Contains(s.Visit) && Blocked(s.Start) is null).Select(s => s.Start);
                Assert.Empty(groups.Except(slots.Slots.Select(s => s.Range.Start)));
            }
        }
    }
}
