using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings.Model;

/// <summary>One step of a life: what is done, and three numbers that choose among what there is.</summary>
internal sealed record Step(int Kind, int A, int B, int C)
{
    internal const int Kinds = 14;
}

/// <summary>A real clinic and its model, kept in step.</summary>
internal sealed class Life
{
    private const int Days = 2;
    private const int Persons = 4;
    private readonly TestClinic clinic;
    private readonly SimpleClinic model = new([new(30, 0, 0), new(20, 5, 10)], lead: 60);
    private readonly List<DoctorId> doctors = [];
    private readonly List<VisitTypeId> types = [];
    private readonly List<RoomId> rooms = [];
    private readonly Dictionary<Guid, string> tokens = [];

    private Life(TestClinic clinic) => this.clinic = clinic;

    internal static async Task Run(DatabaseProvider provider, IReadOnlyList<Step> steps)
    {
        await using var clinic = await TestClinic.Create(provider);
        var life = new Life(clinic);
        await life.Furnish();
        foreach (var step in steps)
        {
            await life.Do(step);
        }

        await life.Compare();
        await Invariants.Hold(clinic);
    }

    private async Task Furnish()
    {
        await clinic.Change(async db =>
        {
            var profile = await db.Profile.AsTracking().SingleAsync();
            profile.CutOffMinutes = 0;
            Room[] more = [new() { SiteId = clinic.Site, Name = "102" }, new() { SiteId = clinic.Site, Name = "103" }];
            var quick = new VisitType { Name = new("Перевязка"), Minutes = 20, BufferBefore = 5, BufferAfter = 10, SortOrder = 1 };
            db.AddRange(more);
            db.Add(quick);
            await db.SaveChangesAsync();
            rooms.AddRange([clinic.Room, more[0].Id, more[1].Id]);
            types.AddRange([clinic.VisitType, quick.Id]);
        });
        await Doctor(clinic.Doctor, [(9 * 60, 13 * 60), (14 * 60, 18 * 60)], [0]);
        await Doctor(await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("08:00-12:00")), [(8 * 60, 12 * 60)], [0]);
        await Doctor(await clinic.AddDoctor("Кузнецов", clinic.Room, WorkHours.Of("10:00-15:00")), [(10 * 60, 15 * 60)], [1, 2]);
        await Doctor(await clinic.AddDoctor("Волков", clinic.Room, WorkHours.Of("11:00-16:00")), [(11 * 60, 16 * 60)], [2, 1]);
        model.Now = clinic.Clock.Now;
    }

    private async Task Doctor(DoctorId id, IReadOnlyList<(int, int)> hours, IReadOnlyList<int> pool)
    {
        doctors.Add(id);
        model.Doctors.Add(new(hours, new HashSet<int>(), pool));
        await clinic.Change(async db =>
        {
            (await db.RosterLines.AsTracking().SingleAsync(l => l.DoctorId == id)).Rooms = IdList.Of(pool.Select(r => rooms[r]));
            if (!await db.DoctorVisitTypes.AnyAsync(v => v.DoctorId == id && v.VisitTypeId == types[1]))
            {
                db.Add(new DoctorVisitType { DoctorId = id, VisitTypeId = types[1] });
            }
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
        _ => Roster(step),
    };

    private (int Doctor, int Type, DateTime Start) Time(Step step)
    {
        // Few times, so that steps meet; from seven to seven of two days.
        var start = TestClinic.Moscow(2 + (step.C % Days), 7).AddMinutes(10 * (step.C / Days % 72));
        return (step.A % doctors.Count, step.B % types.Count, start);
    }

    private SlotId Slot((int Doctor, int Type, DateTime Start) time) => SlotId.Of(doctors[time.Doctor], types[time.Type], time.Start);

    private static Domain.Patients.ContactDetails Person(int who) => TestClinic.Person(phone: $"+7 900 000-00-{who:00}");

    private async Task Hold(Step step)
    {
        var time = Time(step);
        var result = await clinic.Get<HoldSlot>().Run(Slot(time), Actor.Stranger, CancellationToken.None);
        Expect(step, result.Problem?.Code, Expected(time, null));
        if (result.Ok)
        {
            Keep(model.Stay(result.Value.Id.Value, time.Doctor, time.Type, time.Start, Room(time, result.Value.RoomId), null) with { HeldUntil = result.Value.ExpiresAt });
        }
    }

    private async Task Book(Step step)
    {
        var (time, person) = (Time(step), step.B / 7 % Persons);
        var result = await clinic.Book(Slot(time), Person(person));
        Expect(step, result.Problem?.Code, Expected(time, person));
        if (result.Ok)
        {
            Keep(result.Value, model.Stay(result.Value.Id.Value, time.Doctor, time.Type, time.Start, Room(time, result.Value.Slot.RoomId), person));
        }
    }

    private async Task BookHold(Step step)
    {
        if (Pick(step, s => s.HeldUntil is not null) is not { } hold)
        {
            return;
        }

        var person = step.B % Persons;
        var result = await clinic.Book(default, Person(person), hold: new(hold.Id));
        var overlap = model.Live.Any(s => s.Person == person && s.Visit.Overlaps(hold.Visit)) ? "patient-overlap" : null;
        Expect(step, result.Problem?.Code, hold.HeldUntil <= model.Now ? "hold-expired" : overlap);
        if (result.Ok)
        {
            model.Stays.Remove(hold.Id);
            Keep(result.Value, hold with { Id = result.Value.Id.Value, HeldUntil = null, Person = person });
        }
    }

    private async Task Move(Step step)
    {
        if (Pick(step, s => s.Person is not null) is not { } booking)
        {
            return;
        }

        var time = Time(step);
        var result = await clinic.Get<MoveBooking>().Run(BookingRef.Token(tokens[booking.Id]), Slot(time), null, Actor.Stranger, CancellationToken.None);
        var rule = model.Rule(time.Doctor, time.Type, time.Start);
        var expected = rule ?? (model.Now > booking.Start ? "cut-off-passed" : model.Blocker(time.Doctor, time.Type, time.Start, booking.Person, booking.Id));
        Expect(step, result.Problem?.Code, expected);
        if (result.Ok)
        {
            Keep(result.Value, model.Stay(booking.Id, time.Doctor, time.Type, time.Start, Room(time, result.Value.Slot.RoomId, booking.Id), booking.Person));
        }
    }

    private async Task Cancel(Step step)
    {
        if (Pick(step, s => s.Person is not null) is not { } booking)
        {
            return;
        }

        var result = await clinic.Get<CancelBooking>().Run(BookingRef.Token(tokens[booking.Id]), null, true, Actor.Stranger, CancellationToken.None);
        Expect(step, result.Problem?.Code, model.Now > booking.Start ? "cut-off-passed" : null);
        if (result.Ok)
        {
            model.Stays.Remove(booking.Id);
        }
    }

    private async Task Release(Step step)
    {
        if (Pick(step, s => s.HeldUntil is not null) is { } hold)
        {
            Assert.True((await clinic.Get<ReleaseHold>().Run(new(hold.Id), CancellationToken.None)).Ok);
            model.Stays.Remove(hold.Id);
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
        var (time, person) = (Time(step), step.B / 7 % Persons);
        if (model.Rule(time.Doctor, time.Type, time.Start) is not null)
        {
            return;
        }

        var result = await clinic.Get<BookAppointment>().Run(
            new() { Slot = Slot(time), Contact = Person(person), Override = "Острая боль" }, TestClinic.Registrar, CancellationToken.None);
        Expect(step, result.Problem?.Code, model.Blockers(time.Doctor, time.Type, time.Start, person).Contains("patient-overlap") ? "patient-overlap" : null);
        if (result.Ok)
        {
            var room = result.Value.Slot.RoomId is { } id ? rooms.IndexOf(id) : (int?)null;
            Keep(result.Value, model.Stay(result.Value.Id.Value, time.Doctor, time.Type, time.Start, room, person) with { Over = true });
        }
    }

    private Task Wait(Step step)
    {
        // Mostly seconds, so that holds expire between steps; now and then an hour.
        clinic.Clock.Advance(step.B % 9 == 0 ? TimeSpan.FromMinutes(step.A % 180) : TimeSpan.FromSeconds(step.A % 240));
        model.Now = clinic.Clock.Now;
        return Task.CompletedTask;
    }

    /// <summary>The doctor is away on a day, or is back; what is booked stands.</summary>
    private async Task Roster(Step step)
    {
        var (doctor, day) = (step.A % doctors.Count, 2 + (step.C % Days));
        var away = (HashSet<int>)model.Doctors[doctor].Away;
        var (id, date) = (doctors[doctor], new DateOnly(2026, 12, day));
        var back = !away.Add(day);
        await clinic.Change(async db =>
        {
            if (back)
            {
                await db.Absences.Where(a => a.DoctorId == id && a.From == date).ExecuteDeleteAsync();
            }
            else
            {
                db.Add(new Absence { DoctorId = id, From = date, To = date, Reason = DayReason.Sick });
            }
        });
        if (back)
        {
            away.Remove(day);
        }
    }

    private string? Expected((int Doctor, int Type, DateTime Start) time, int? person) =>
        model.Rule(time.Doctor, time.Type, time.Start) ?? model.Blocker(time.Doctor, time.Type, time.Start, person);

    private Stay? Pick(Step step, Func<Stay, bool> wanted)
    {
        var some = model.Stays.Values.Where(wanted).OrderBy(s => s.Start).ThenBy(s => s.Id).ToList();
        return some.Count == 0 ? null : some[step.A % some.Count];
    }

    /// <summary>Any free room of the pool will do, but no other.</summary>
    private int? Room((int Doctor, int Type, DateTime Start) time, RoomId? id, Guid except = default)
    {
        var room = rooms.IndexOf(id!.Value);
        Assert.Contains(room, model.FreeRooms(time.Doctor, model.Kept(time.Type, time.Start), except));
        return room;
    }

    private void Keep(Stay stay) => model.Stays[stay.Id] = stay;

    private void Keep(BookingReceipt receipt, Stay stay)
    {
        Keep(stay);
        tokens[stay.Id] = receipt.Token;
    }

    private void Expect(Step step, string? actual, string? expected) =>
        Assert.True(actual == expected, $"{step} at {model.Now:dd HH:mm:ss}: the clinic says {actual ?? "yes"}, the model {expected ?? "yes"}");

    /// <summary>Every cell of both days: a visit can begin there exactly where the model says so; and what is offered can be had.</summary>
    private async Task Compare()
    {
        for (var doctor = 0; doctor < doctors.Count; doctor++)
        {
            for (var type = 0; type < types.Count; type++)
            {
                var window = new TimeRange(TestClinic.Moscow(2, 0), TestClinic.Moscow(2 + Days, 0));
                var explained = (await clinic.Get<ExplainTimes>().Run(doctors[doctor], types[type], window, Channel.Widget, CancellationToken.None)).Value!;
                foreach (var stretch in explained.Stretches)
                {
                    for (var at = stretch.Range.Start; at < stretch.Range.End; at = at.AddMinutes(5))
                    {
                        var blocked = Expected((doctor, type, at), null);
                        Assert.True((stretch.Reasons.Count == 0) == (blocked is null), $"doctor {doctor}, type {type}, {at:dd HH:mm}: model {blocked ?? "free"}, clinic {string.Join('+', stretch.Reasons.Select(r => r.Code))}");
                    }
                }

                var slots = await clinic.Get<FindSlots>().Run(new() { Doctor = doctors[doctor], VisitType = types[type], Window = window }, CancellationToken.None);
                Assert.All(slots.Slots, s => Assert.Null(Expected((doctor, type, s.Range.Start), null)));
            }
        }
    }
}
