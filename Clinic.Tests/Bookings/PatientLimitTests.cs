using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

public sealed class PatientLimitTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task A_place_among_the_active_bookings_is_free_after_cancel_no_show_done_or_the_end(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.MaxActivePerSpecialty = 1);
        var start = TestClinic.Moscow(1, 8);
        for (var turn = 0; turn < 4; turn++)
        {
            var booked = await clinic.BookAt(clinic.Place(start.AddHours(turn)), 1);
            Assert.True(booked.Ok, $"{turn}: {booked.Problem?.Code}");
            Assert.Equal(ProblemCodes.PatientLimit, (await clinic.BookAt(clinic.Place(Ten.AddHours(8)), 1)).Problem?.Code);
            Assert.True((await clinic.BookAt(clinic.Place(Ten.AddHours(turn)), 10 + turn)).Ok);
            await (turn switch
            {
                0 => clinic.Cancelled(booked.Value!),
                1 => clinic.Become(booked.Value!, BookingStatus.NoShow),
                2 => Finish(clinic, booked.Value!),
                _ => Task.CompletedTask,
            });
            await Invariants.Hold(clinic);
        }

        clinic.Clock.Advance(TimeSpan.FromHours(5));
        Assert.True((await clinic.BookAt(clinic.Place(Ten.AddHours(5)), 1)).Ok);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_desk_counts_the_same_patient_and_only_an_override_goes_beyond(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.MaxActivePerSpecialty = 1);
        await clinic.BookAt(clinic.Place(Ten), 1);

        var desk = await clinic.BookAt(clinic.Place(Ten.AddHours(1)), 1, actor: TestClinic.Registrar);
        var over = await clinic.BookAt(clinic.Place(Ten.AddHours(1)), 1, c => c with { Override = "Просит врач" }, TestClinic.Registrar);

        Assert.Equal(ProblemCodes.PatientLimit, desk.Problem?.Code);
        Assert.True(over.Ok, over.Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_minutes_of_a_week_end_with_its_local_Sunday(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.MaxMinutesPerWeek = 60);
        Assert.True((await clinic.BookAt(clinic.Place(Ten), 1)).Ok);
        var second = await clinic.BookAt(clinic.Place(Ten.AddHours(1), minutes: 35), 1);
        var sunday = await clinic.BookAt(clinic.Place(TestClinic.Moscow(6, 23)), 1);
        var full = await clinic.BookAt(clinic.Place(TestClinic.Moscow(6, 12), minutes: 5), 1);

        // 00:00 of Monday in Moscow is 21:00 of Sunday in UTC.
        var monday = await clinic.BookAt(clinic.Place(TestClinic.Moscow(7, 0)), 1);

        Assert.Equal(ProblemCodes.PatientLimit, second.Problem?.Code);
        Assert.True(sunday.Ok && monday.Ok);
        Assert.Equal(ProblemCodes.PatientLimit, full.Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_move_takes_the_places_along(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => (p.MaxActivePerSpecialty, p.MaxMinutesPerWeek) = (1, 30));
        var booked = (await clinic.BookAt(clinic.Place(Ten), 1)).Value!;

        Assert.True((await clinic.MoveTo(booked, clinic.Place(Ten.AddMinutes(15)))).Ok);
        Assert.True((await clinic.MoveTo(booked, clinic.Place(Ten.AddDays(7)))).Ok);

        Assert.Equal(1 + 6, (await clinic.Cells()).Count(c => c.ResourceId.Kind == ResourceKind.Limit));
        Assert.Equal(ProblemCodes.PatientLimit, (await clinic.BookAt(clinic.Place(Ten), 1)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    private static async Task Finish(TestClinic clinic, BookingReceipt booked)
    {
        foreach (var status in new[] { BookingStatus.Arrived, BookingStatus.InProgress, BookingStatus.Done })
        {
            Assert.True((await clinic.Become(booked, status)).Ok);
        }

        Assert.DoesNotContain(await clinic.Read(db => db.Occupancy.ToListAsync()), c => c.OwnerId == booked.Id.Value && c.ResourceId.Kind == ResourceKind.Limit);
    }
}
