using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

/// <summary>Whatever the desks did: who undoes the last action finds the booking as it was before, to the cell.</summary>
public sealed class AnyUndoTests
{
    private static readonly BookingStatus[] Steps = [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done, BookingStatus.NoShow, BookingStatus.Booked];

    [Theory, EveryDatabase]
    public async Task The_last_action_can_be_taken_back_to_the_cell(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => (p.MaxActivePerSpecialty, p.MaxMinutesPerWeek) = (4, 300));
        var other = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("09:00-18:00"));
        var doctors = new[] { clinic.Doctor, other };
        var random = new Random(20261128);
        var undone = 0;
        for (var step = 0; step < 120; step++)
        {
            clinic.Clock.Advance(TimeSpan.FromMinutes(random.Next(4)));
            var standing = await clinic.Read(db => db.Bookings.OrderBy(b => b.CreatedAt).ThenBy(b => b.Start).ThenBy(b => b.DoctorId).Select(b => b.Id).ToListAsync());
            var actor = TestClinic.Registrar.Fresh();
            var slot = clinic.Slot(TestClinic.Moscow(1 + random.Next(2), 9 + random.Next(8), 10 * random.Next(6)), doctors[random.Next(2)]);
            var id = standing.Count > 0 ? standing[random.Next(standing.Count)] : default;
            var before = standing.Count > 0 ? (await clinic.Row(id), await clinic.Owned(id)) : default;
            var place = standing.Count > 0 ? await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == id)) : null;
            var over = random.Next(4) == 0 ? "очень нужно" : null;
            var (ok, what) = standing.Count == 0 ? (await Book(clinic, slot, random, over, actor), 0) : random.Next(6) switch
            {
                0 or 1 => (await Book(clinic, slot, random, over, actor), 0),
                2 or 3 => ((await clinic.Get<MoveBooking>().Run(new MoveCommand(BookingRef.Id(id), slot) { Override = over, OverridePatient = over is not null }, actor, CancellationToken.None)).Ok, 1),
                4 => ((await clinic.Get<CancelBooking>().Run(BookingRef.Id(id), null, false, actor, CancellationToken.None)).Ok, 1),
                _ => ((await clinic.Get<ChangeBookingStatus>().Run(id, Steps[random.Next(Steps.Length)], null, actor, CancellationToken.None)).Ok, 1),
            };
            if (ok && random.Next(3) > 0)
            {
                var undo = await clinic.Undo(actor.Batch!.Value);
                if (what == 1 && undo.Problem?.Code is ProblemCodes.SlotTaken or ProblemCodes.RoomBusy && await Overridden(clinic, place!))
                {
                    // What stood over the visit came down to its place when it left.
                    continue;
                }

                Assert.True(undo.Ok, $"step {step}: {undo.Problem?.Code}");
                undone++;
                if (what == 1)
                {
                    Assert.Equal(before, (await clinic.Row(id), await clinic.Owned(id)), Same);
                }
            }

            if (step % 10 == 9)
            {
                await Invariants.Hold(clinic);
            }
        }

        Assert.True(undone > 20, $"only {undone} undone");
    }

    // Who came after all was not counted among the patient's any more; who knows that when the visit is not done after all?
    private static bool Same((string Row, List<string> Owned) a, (string Row, List<string> Owned) b) => a.Row == b.Row && Cells(a).SequenceEqual(Cells(b));

    private static IEnumerable<string> Cells((string Row, List<string> Owned) booking) =>
        booking.Owned.Where(o => !booking.Row.StartsWith("InProgress", StringComparison.Ordinal) || !o.StartsWith("Limit", StringComparison.Ordinal));

    // The cells next to the visit are its own as well, where a visit type asks for a pause.
    private static Task<bool> Overridden(TestClinic clinic, Booking place)
    {
        var (from, to) = (place.Start.AddHours(-1), place.End.AddHours(1));
        return clinic.Read(db => db.Bookings.AnyAsync(b => b.Override && b.Id != place.Id && b.Start < to && b.End > from && (b.DoctorId == place.DoctorId || b.RoomId == place.RoomId)));
    }

    private static async Task<bool> Book(TestClinic clinic, Domain.Availability.SlotId slot, Random random, string? over, Actor actor) =>
        (await clinic.Get<BookAppointment>().Run(new() { Slot = slot, Contact = HandMade.Somebody(random.Next(1, 7)), Override = over }, actor, CancellationToken.None)).Ok;
}
