using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What several quotas of one channel and one day do together, booked by strangers half an hour at a time.</summary>
public sealed class QuotaTests
{
    [Theory, EveryDatabase]
    public async Task A_share_and_a_number_of_one_channel_are_counted_apart_and_the_stricter_rules(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(db => db.RosterLines.ExecuteUpdateAsync(s => s.SetProperty(l => l.Access, AccessRules.Parse("quota widget share=40; quota widget count=2"))));

        Assert.Equal([null, null, ProblemCodes.Quota], await Booked(clinic, 9, 10, 11));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Each_line_of_a_day_has_its_own_number(DatabaseProvider provider)
    {
        await using var clinic = await TwoLines(provider, "quota widget count=2", "quota widget count=3");

        Assert.Equal([null, null, ProblemCodes.Quota], await Booked(clinic, 9, 10, 11));
        Assert.Equal([null, null, null, ProblemCodes.Quota], await Booked(clinic, 14, 15, 16, 17));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Each_line_of_a_day_has_its_own_share_of_its_own_hours(DatabaseProvider provider)
    {
        // A quarter of four hours twice: two visits in the morning, two in the afternoon.
        await using var clinic = await TwoLines(provider, "quota widget share=25", "quota widget share=25");

        Assert.Equal([null, null, ProblemCodes.Quota], await Booked(clinic, 14, 15, 16));
        Assert.Equal([null, null, ProblemCodes.Quota], await Booked(clinic, 9, 10, 11));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task The_two_halves_of_one_line_share_what_it_grants_of_the_day(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(db => db.RosterLines.ExecuteUpdateAsync(s => s.SetProperty(l => l.Access, AccessRules.Parse("quota widget count=2"))));

        Assert.Equal([null, null, ProblemCodes.Quota], await Booked(clinic, 9, 14, 15));
    }

    private static async Task<TestClinic> TwoLines(DatabaseProvider provider, string morning, string afternoon)
    {
        var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db =>
        {
            var line = await db.RosterLines.AsTracking().SingleAsync();
            (line.Hours, line.Access) = (WorkHours.Of("09:00-13:00"), AccessRules.Parse(morning));
            db.Add(new RosterLine
            {
                DoctorId = line.DoctorId,
                SiteId = line.SiteId,
                Rooms = line.Rooms,
                Pattern = line.Pattern,
                ValidFrom = line.ValidFrom,
                MinutesPerVisit = line.MinutesPerVisit,
                Hours = WorkHours.Of("14:00-18:00"),
                Access = AccessRules.Parse(afternoon),
            });
        });
        return clinic;
    }

    private static async Task<List<string?>> Booked(TestClinic clinic, params int[] hours)
    {
        var answers = new List<string?>();
        foreach (var hour in hours)
        {
            answers.Add((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour)), HandMade.Somebody(hour))).Problem?.Code);
        }

        return answers;
    }
}
