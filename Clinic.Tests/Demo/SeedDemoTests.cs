using System.Diagnostics;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Demo;

public sealed class SeedDemoTests(SeededDays days) : IClassFixture<SeededDays>
{
    private static readonly int[] OneEachDay = [1, 2, 3, 4, 5, 6, 7];

    /// <summary>A Sunday, the end of February in a common and a leap year, the last day of a year; Moscow is three hours ahead.</summary>
    public static TheoryData<string> Days => ["2026-11-22T09:40:00Z", "2027-02-28T11:05:00Z", "2028-02-29T08:00:00Z", "2026-12-31T13:20:00Z", "2026-12-01T21:30:00Z"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Seeds_what_it_promises(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();

        Assert.Equal(1, await db.Sites.CountAsync(Cancel));
        Assert.Equal(9, await db.Specialties.CountAsync(Cancel));
        Assert.Equal(16, await db.Doctors.CountAsync(Cancel));
        Assert.Equal(10, await db.Rooms.CountAsync(Cancel));
        Assert.Equal(14, await db.VisitTypes.CountAsync(Cancel));
        Assert.Equal(1, await db.VisitTypes.CountAsync(v => !v.BookableOnline, Cancel));
        Assert.Equal(120, await db.Patients.CountAsync(Cancel));
        Assert.InRange(await db.Bookings.CountAsync(Cancel), 300, 400);
        Assert.Equal(6, await db.ConsentTexts.CountAsync(Cancel));
        Assert.Equal("Клиника на Садовой", (await db.Profile.SingleAsync(Cancel)).Name.Ru);
        var patterns = (await db.RosterLines.ToListAsync(Cancel)).Select(l => l.Pattern.Kind).Distinct();
        Assert.Equal([PatternKind.Weekdays, PatternKind.EvenDates, PatternKind.OddDates, PatternKind.Rotation, PatternKind.AlternateWeeks], patterns.Order());
    }

    [Theory]
    [EveryDatabase]
    public async Task Breaks_no_invariant(DatabaseProvider provider)
    {
        await using var demo = await DemoDatabase.Empty(Days.First().Data, provider);

        Assert.True(await demo.Seed());

        await Invariants.Hold(demo.Clinic);
    }

    [Theory]
    [EveryDatabase]
    public async Task Two_servers_that_start_at_once_seed_once(DatabaseProvider provider)
    {
        await using var demo = await DemoDatabase.Empty(Days.First().Data, provider);

        var seeded = await Task.WhenAll(Task.Run(demo.Seed), Task.Run(demo.Seed));

        Assert.Single(seeded, s => s);
        await using var db = demo.Open();
        Assert.Equal(16, await db.Doctors.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await using var demo = await DemoDatabase.Seeded(Days.First().Data);
        var before = await Counts(demo);

        Assert.False(await demo.Seed());

        Assert.Equal(before, await Counts(demo));
    }

    [Fact]
    public async Task A_run_that_breaks_off_leaves_nothing_behind()
    {
        await using var demo = await DemoDatabase.Empty(Days.First().Data);
        await using (var db = demo.Open())
        {
            // The last table that is written refuses.
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER no_audit BEFORE INSERT ON Audit WHEN NEW.Action = 'cancel' BEGIN SELECT RAISE(ABORT, 'power cut'); END", Cancel);
        }

        await Assert.ThrowsAsync<DbUpdateException>(() => demo.Seed());

        await using var after = demo.Open();
        Assert.Equal((0, 0, 0), (await after.Doctors.CountAsync(Cancel), await after.Bookings.CountAsync(Cancel), await after.Audit.CountAsync(Cancel)));
        await after.Database.ExecuteSqlRawAsync("DROP TRIGGER no_audit", Cancel);
        Assert.True(await demo.Seed());
    }

    [Fact]
    public async Task Takes_no_longer_than_a_start_may()
    {
        await using var demo = await DemoDatabase.Empty(Days.First().Data);
        var watch = Stopwatch.StartNew();

        await demo.Seed();

        // Half a second on a quiet machine; the rest is room for a busy one.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task No_two_doctors_are_in_one_room_at_the_same_time(string now)
    {
        var demo = await days.At(now);
        var shifts = await demo.Shifts(-28, 56);

        var clashes =
            from a in shifts
            join b in shifts on (a.RoomId, a.Date) equals (b.RoomId, b.Date)
            where a != b && a.Range.Overlaps(b.Range)
            select (a, b);

        Assert.Empty(clashes);
        Assert.All(OneEachDay, day => Assert.Contains(shifts, s => s.Date == demo.Today.AddDays(day - 8)));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Every_booking_lies_inside_a_shift_of_its_doctor_and_room(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var shifts = (await demo.Shifts(-15, 15)).ToLookup(s => (s.DoctorId, s.RoomId));

        Assert.All(await db.Bookings.ToListAsync(Cancel), b => Assert.Contains(shifts[(b.DoctorId, b.RoomId)], s => s.Range.Contains(b.Range)));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Every_booking_that_occupies_owns_exactly_its_cells(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var bookings = await db.Bookings.ToListAsync(Cancel);

        var expected = bookings.Where(b => b.Occupies).SelectMany(b => OccupancyClaims.Rows(b.Placement(), b.Id.Value, b.PatientResource, null));
        var actual = await db.Occupancy.ToListAsync(Cancel);

        Assert.Equal(Keys(expected), Keys(actual));
        Assert.All(bookings, b => Assert.Equal(b.PatientId is { } card ? ResourceId.Patient(card) : b.PatientResource, b.PatientResource));
        Assert.All(bookings, b => Assert.True(b.PatientId is not null || b.ContactId is not null));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task The_audit_tells_each_booking_step_by_step_and_in_order(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var entries = await db.Audit.Where(a => a.Entity == nameof(Booking)).OrderBy(a => a.Id).ToListAsync(Cancel);
        var steps = entries.ToLookup(a => a.EntityId);
        var changes = await db.Changes.Where(c => c.Kind == ChangeKind.Booking).OrderBy(c => c.Seq).ToListAsync(Cancel);

        Assert.Equal(entries.Select(e => e.At), entries.Select(e => e.At).Order());
        Assert.All(entries, e => Assert.True(e.At <= demo.Now));
        Assert.Equal(entries.Select(e => (e.At, e.EntityId)), changes.Select(c => (c.At, c.BookingId!.Value.ToString())));
        Assert.All(await db.Bookings.ToListAsync(Cancel), booking =>
        {
            var own = steps[booking.Id.ToString()].ToList();
            Assert.Equal(booking.Version, own.Count);
            Assert.Equal("book", own[0].Action);
            Assert.Contains($"\"{booking.Status}\"", own[^1].After, StringComparison.Ordinal);
            Assert.All(own.Zip(own.Skip(1)), pair => Assert.Equal(pair.First.After, pair.Second.Before));
        });
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Statuses_fit_the_clock_and_the_table_of_transitions(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var bookings = await db.Bookings.ToListAsync(Cancel);

        Assert.All(bookings.Where(b => b.End <= demo.Now), b => Assert.Contains(b.Status, Finished));
        Assert.All(bookings.Where(b => b.Start > demo.Now.AddMinutes(20)), b => Assert.True(b.Status.IsOpen() || b.Status.IsCancelled()));
        Assert.All(bookings.Where(b => b.Status == BookingStatus.InProgress).GroupBy(b => b.DoctorId), g => Assert.Single(g));
        Assert.All(bookings, b => Assert.True(b.CreatedAt <= demo.Now && b.CreatedAt < b.Start && !(b.DoneAt < b.StartedAt) && !(b.StartedAt < b.ArrivedAt)));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Today_is_between_60_and_80_percent_full(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var shifts = await demo.Shifts(0, 0);
        var day = WallClock.Day(TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), demo.Today);
        var visits = (await db.Bookings.ToListAsync(Cancel)).Where(b => b.Occupies && day.Contains(b.Range));

        Assert.InRange(visits.Sum(b => b.Range.Length.TotalMinutes) / shifts.Sum(s => s.Range.Length.TotalMinutes), 0.6, 0.8);
        Assert.InRange(shifts.Select(s => s.DoctorId).Distinct().Count(), 7, 16);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Each_doctor_offers_slots_to_strangers_within_two_weeks(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var away = await db.Absences.Select(a => a.DoctorId).ToListAsync(Cancel);
        var found = await demo.Clinic.Get<FindSlots>().Run(new() { Window = new(demo.Now, demo.Now.AddDays(14)) }, Cancel);

        Assert.Equal(await db.Doctors.Select(d => d.Id).Where(d => !away.Contains(d)).OrderBy(d => d).ToListAsync(Cancel),
            found.Slots.Select(s => s.DoctorId).Distinct().Where(d => !away.Contains(d)).OrderBy(d => d.Value));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task People_fit_their_doctors_and_strangers_gave_their_consent(string now)
    {
        var demo = await days.At(now);
        await using var db = demo.Open();
        var ages = from booking in db.Bookings
                   join doctor in db.DoctorSpecialties on booking.DoctorId equals doctor.DoctorId
                   join specialty in db.Specialties on doctor.SpecialtyId equals specialty.Id
                   join patient in db.Patients on booking.PatientId equals patient.Id
                   select new { specialty.Name, patient.BirthDate };
        var adult = demo.Today.AddYears(-18);
        var consented = await db.Consents.Select(c => (Guid?)c.ContactId).ToListAsync(Cancel);

        Assert.All(await ages.ToListAsync(Cancel), a => Assert.Equal(a.Name.Ru == "Педиатр", a.BirthDate > adult));
        Assert.All((await db.Bookings.ToListAsync(Cancel)).Where(b => !b.Channel.IsStaff), b => Assert.Contains(b.ContactId, consented));
        Assert.All(await db.Patients.Select(p => p.Phone).ToListAsync(Cancel), p => Assert.Matches(@"^\+7900000\d{4}$", p));
    }

    [Fact]
    public async Task Family_names_and_patronymics_agree()
    {
        var demo = await days.At(Days.First().Data);
        await using var db = demo.Open();

        Assert.All(await db.Patients.ToListAsync(Cancel), p => Assert.True(
            p.Middle!.EndsWith("на", StringComparison.Ordinal) ? p.Family[^1] is 'а' or 'я' or 'о' : p.Middle.EndsWith("ич", StringComparison.Ordinal) && p.Family[^1] is 'в' or 'н' or 'й' or 'о',
            p.Name.Full));
    }

    private static readonly BookingStatus[] Finished = [BookingStatus.Done, BookingStatus.NoShow, BookingStatus.CancelledByPatient, BookingStatus.CancelledByClinic];

    private static IEnumerable<(long, int, short, Guid)> Keys(IEnumerable<Occupancy> rows) =>
        rows.Select(o => (o.ResourceId.Value, o.Cell, o.Lane, o.OwnerId)).Order();

    private static async Task<string> Counts(DemoDatabase demo)
    {
        await using var db = demo.Open();
        return string.Join(' ', await db.Bookings.CountAsync(Cancel), await db.Occupancy.CountAsync(Cancel), await db.Audit.CountAsync(Cancel),
            await db.Changes.CountAsync(Cancel), await db.Patients.CountAsync(Cancel), await db.Doctors.CountAsync(Cancel), await db.RosterLines.CountAsync(Cancel));
    }
}
