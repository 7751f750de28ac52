using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Availability;

/// <summary>Rules that count in days count local dates; rules that count in hours count hours that pass, whatever the clock on the wall does meanwhile.</summary>
public sealed class RulesOverTimeTests
{
    [Theory]
    [InlineData("Europe/Paris", "2027-03-30", "2d@08:00", "2027-03-28T06:00")]
    [InlineData("Europe/Paris", "2027-03-29", "2d@08:00", "2027-03-27T07:00")]
    [InlineData("Europe/Paris", "2027-03-30", "2d@02:30", "2027-03-28T01:00")]
    [InlineData("Europe/Paris", "2027-11-02", "2d@02:30", "2027-10-31T00:30")]
    [InlineData("America/New_York", "2027-03-15", "1d@08:00", "2027-03-14T12:00")]
    [InlineData("Australia/Lord_Howe", "2027-10-04", "1d@02:15", "2027-10-02T15:30")]
    [InlineData("Asia/Kathmandu", "2027-03-01", "1d@00:00", "2027-02-27T18:15")]
    [InlineData("Asia/Kolkata", "2028-03-01", "1d@08:00", "2028-02-29T02:30")]
    [InlineData("Europe/Moscow", "2027-01-01", "1d@08:00", "2026-12-31T05:00")]
    public async Task A_release_comes_at_its_local_time_or_the_first_that_exists_after_it(string zone, string day, string opens, string instant)
    {
        var (date, release) = (Date(day), Instant(instant));
        await using var clinic = await Clinic(zone, release.AddMinutes(-1), $"opens widget opens={opens}");
        var slot = clinic.Slot(At(zone, date, 12, 0));

        Assert.Equal(ProblemCodes.NotYetReleased, (await clinic.Book(slot)).Problem?.Code);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await clinic.Book(slot)).Ok);
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28")]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("America/New_York", "2027-03-14")]
    [InlineData("America/New_York", "2027-11-07")]
    [InlineData("Australia/Lord_Howe", "2027-04-04")]
    [InlineData("Asia/Kathmandu", "2027-01-01")]
    public async Task Lead_time_release_of_what_is_unused_and_cut_off_count_hours_that_pass(string zone, string day)
    {
        // The visit is at 09:00 of the day of the change; eight real hours before it the clock shows 00:00, 01:00 or 02:00.
        var start = At(zone, Date(day), 9, 0);
        var before = start.AddHours(-8);

        await using (var clinic = await Clinic(zone, before.AddMinutes(1), ""))
        {
            await clinic.Rules(p => p.LeadMinutes = 480);
            Assert.Equal(ProblemCodes.LeadTime, (await clinic.Book(clinic.Slot(start))).Problem?.Code);
            await clinic.Rules(p => p.LeadMinutes = 475);
            Assert.True((await clinic.Book(clinic.Slot(start))).Ok);
        }

        await using (var clinic = await Clinic(zone, before.AddMinutes(-1), "quota widget count=0 release=8h"))
        {
            await clinic.Rules(p => p.LeadMinutes = 0);
            Assert.Equal(ProblemCodes.Quota, (await clinic.Book(clinic.Slot(start))).Problem?.Code);
            clinic.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True((await clinic.Book(clinic.Slot(start))).Ok);
        }

        await using (var clinic = await Clinic(zone, before.AddDays(-1), ""))
        {
            await clinic.Rules(p => (p.LeadMinutes, p.CutOffMinutes) = (0, 480));
            var (one, two) = ((await clinic.Book(clinic.Slot(start))).Value!, (await clinic.Book(clinic.Slot(start.AddMinutes(30)), HandMade.Somebody(2))).Value!);
            clinic.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
            Assert.Equal(ProblemCodes.CutOffPassed, (await Cancel(clinic, one)).Problem?.Code);
            Assert.True((await Cancel(clinic, two)).Ok);
        }
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28")]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("Asia/Kathmandu", "2028-02-29")]
    public async Task The_horizon_counts_whole_days_of_twenty_four_hours(string zone, string day)
    {
        var start = At(zone, Date(day), 12, 0);
        await using var clinic = await Clinic(zone, start.AddDays(-3).AddMinutes(-1), "");
        await clinic.Rules(p => p.HorizonDays = 3);

        Assert.Equal(ProblemCodes.Horizon, (await clinic.Book(clinic.Slot(start))).Problem?.Code);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await clinic.Book(clinic.Slot(start))).Ok);
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("America/New_York", "2027-03-14")]
    [InlineData("Australia/Lord_Howe", "2027-10-03")]
    [InlineData("Asia/Kathmandu", "2027-03-01")]
    [InlineData("Pacific/Kiritimati", "2027-01-01")]
    [InlineData("Pacific/Pago_Pago", "2028-02-29")]
    public async Task A_quota_is_counted_by_local_date(string zone, string day)
    {
        var date = Date(day);
        await using var clinic = await Clinic(zone, At(zone, date.AddDays(-2), 12, 0), "quota widget count=2");

        // Early and late on one local date, which lie on two dates of UTC wherever the zone is far from it.
        Assert.True((await clinic.Book(clinic.Slot(At(zone, date, 0, 30)))).Ok);
        Assert.True((await clinic.Book(clinic.Slot(At(zone, date, 23, 0)), HandMade.Somebody(2))).Ok);
        Assert.Equal(ProblemCodes.Quota, (await clinic.Book(clinic.Slot(At(zone, date, 12, 0)), HandMade.Somebody(3))).Problem?.Code);
        Assert.True((await clinic.Book(clinic.Slot(At(zone, date.AddDays(-1), 23, 30)), HandMade.Somebody(4))).Ok);
        Assert.True((await clinic.Book(clinic.Slot(At(zone, date.AddDays(1), 0, 0)), HandMade.Somebody(5))).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28")]
    [InlineData("Europe/Paris", "2027-10-31")]
    [InlineData("America/New_York", "2027-11-07")]
    [InlineData("Australia/Lord_Howe", "2027-04-04")]
    [InlineData("Asia/Kathmandu", "2027-02-28")]
    [InlineData("Pacific/Kiritimati", "2027-01-03")]
    [InlineData("Pacific/Pago_Pago", "2027-01-03")]
    public async Task The_week_of_a_patient_begins_with_the_local_Monday(string zone, string sunday)
    {
        var date = Date(sunday);
        Assert.Equal(DayOfWeek.Sunday, date.DayOfWeek);
        await using var clinic = await Clinic(zone, At(zone, date.AddDays(-6), 0, 0), "");
        await clinic.Rules(p => p.MaxMinutesPerWeek = 60);

        Assert.True((await Book(At(zone, date.AddDays(-6), 0, 30))).Ok);
        Assert.True((await Book(At(zone, date, 23, 30))).Ok);
        Assert.Equal(ProblemCodes.PatientLimit, (await Book(At(zone, date, 12, 0))).Problem?.Code);
        Assert.True((await Book(At(zone, date.AddDays(1), 0, 0))).Ok);
        Assert.True((await Book(At(zone, date.AddDays(1), 12, 0))).Ok);
        Assert.Equal(ProblemCodes.PatientLimit, (await Book(At(zone, date.AddDays(1), 18, 0))).Problem?.Code);
        await Invariants.Hold(clinic);

        Task<Result<BookingReceipt>> Book(DateTime start) => clinic.Book(clinic.Slot(start));
    }

    [Theory]
    [InlineData("Europe/Paris", "2009-03-28", "2027-03-28")]
    [InlineData("America/New_York", "2009-11-07", "2027-11-07")]
    [InlineData("Asia/Kathmandu", "2008-02-29", "2026-03-01")]
    [InlineData("Asia/Kathmandu", "2010-02-28", "2028-02-28")]
    [InlineData("Pacific/Kiritimati", "2009-01-01", "2027-01-01")]
    [InlineData("Pacific/Pago_Pago", "2008-12-31", "2026-12-31")]
    public async Task A_patient_is_of_age_from_the_local_midnight_of_the_birthday(string zone, string born, string birthday)
    {
        var date = Date(birthday);
        await using var clinic = await Clinic(zone, At(zone, date.AddDays(-3), 0, 0), "");
        await clinic.Type(t => t.MinAge = 18);
        var who = TestClinic.Person(born: Date(born));

        Assert.Equal(ProblemCodes.Age, (await clinic.Book(clinic.Slot(At(zone, date.AddDays(-1), 23, 30)), who)).Problem?.Code);
        Assert.True((await clinic.Book(clinic.Slot(At(zone, date, 0, 0)), who)).Ok);
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-28T00:30")]
    [InlineData("Europe/Paris", "2027-10-31T00:30")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T14:45")]
    [InlineData("Europe/Moscow", "2026-12-31T20:30")]
    public async Task A_hold_over_the_change_lasts_as_long_as_any(string zone, string taken)
    {
        var now = Instant(taken);
        await using var clinic = await Clinic(zone, now, "");
        await clinic.Rules(p => p.HoldSeconds = 3600);
        var slot = clinic.Slot(At(zone, DateOnly.FromDateTime(now).AddDays(2), 12, 0));

        var hold = (await clinic.Get<HoldSlot>().Run(slot, Actor.Stranger, CancellationToken.None)).Value!;
        Assert.Equal(now.AddHours(1), hold.ExpiresAt);
        clinic.Clock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(ProblemCodes.SlotHeld, (await clinic.Book(slot)).Problem?.Code);
        clinic.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await clinic.Book(slot)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory]
    [InlineData("Europe/Paris", "2027-03-27")]
    [InlineData("Europe/Paris", "2027-10-30")]
    [InlineData("Asia/Kathmandu", "2028-02-28")]
    [InlineData("Australia/Lord_Howe", "2027-10-02")]
    [InlineData("Europe/Moscow", "2026-12-31")]
    public async Task A_buffer_reaches_over_midnight(string zone, string day)
    {
        var date = Date(day);
        await using var clinic = await Clinic(zone, At(zone, date.AddDays(-1), 12, 0), "");
        await clinic.Type(t => (t.BufferBefore, t.BufferAfter) = (10, 20));
        var midnight = At(zone, date.AddDays(1), 0, 0);
        Assert.True((await clinic.Book(clinic.Slot(midnight.AddMinutes(-30)))).Ok);

        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.Book(clinic.Slot(midnight), HandMade.Somebody(2))).Problem?.Code);
        Assert.Equal(ProblemCodes.SlotTaken, (await clinic.Book(clinic.Slot(midnight.AddMinutes(25)), HandMade.Somebody(2))).Problem?.Code);
        Assert.True((await clinic.Book(clinic.Slot(midnight.AddMinutes(30)), HandMade.Somebody(2))).Ok);
        await Invariants.Hold(clinic);
    }

    /// <summary>The doctor works round the clock; nobody is in the way but the rules under test.</summary>
    private static async Task<TestClinic> Clinic(string zone, DateTime now, string access)
    {
        var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone, new(new(now, TimeSpan.Zero)));
        await clinic.Rules(p => p.LeadMinutes = 0);
        await clinic.Change(async db =>
        {
            var line = await db.RosterLines.AsTracking().SingleAsync();
            (line.Hours, line.Access) = (WorkHours.Of("00:00-00:00"), AccessRules.Parse(access));
        });
        return clinic;
    }

    private static Task<Result<BookingReceipt>> Cancel(TestClinic clinic, BookingReceipt booked) =>
        clinic.Get<CancelBooking>().Run(BookingRef.Token(booked.Token), null, true, Actor.Stranger, CancellationToken.None);

    private static DateTime At(string zone, DateOnly date, int hour, int minute) =>
        TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(new(hour, minute)), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Instant(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
