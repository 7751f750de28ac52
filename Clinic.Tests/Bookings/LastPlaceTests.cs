using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Fifty at once for what is there a few times: as many get it as there is, and nobody hears an error while a place is free.</summary>
public sealed class LastPlaceTests
{
    private const int Rivals = 50;
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    [Theory, EveryDatabase]
    public async Task A_room_that_takes_three(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);
        await clinic.Change(db => db.Rooms.ExecuteUpdateAsync(s => s.SetProperty(r => r.Capacity, 3)));

        var results = await clinic.Race(Rivals, i => clinic.Place(Ten, doctor: doctors[i - 1], room: clinic.Room) with { RoomCapacity = 3 });

        await Won(clinic, results, 3, ProblemCodes.RoomBusy);
        Assert.Equal([0, 1, 2], await Lanes(clinic, ResourceKind.Room));
    }

    [Theory, EveryDatabase]
    public async Task A_device_that_takes_one_and_another_that_takes_two(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);
        var (scanner, couch) = (await clinic.Device(), await clinic.Device(2));

        var results = await clinic.Race(Rivals, i => clinic.Place(Ten, doctor: doctors[i - 1]) with { Devices = i % 2 == 0 ? [(scanner, 1), (couch, 2)] : [(couch, 2)] });

        await Won(clinic, results, 2, ProblemCodes.DeviceBusy);
    }

    [Theory, EveryDatabase]
    public async Task The_seats_of_a_group(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var results = await clinic.Race(Rivals, _ => clinic.Place(Ten, room: clinic.Room) with { GroupSize = 8 });

        await Won(clinic, results, 8, ProblemCodes.SlotTaken);
        Assert.Equal(Enumerable.Range(0, 8), await Lanes(clinic, ResourceKind.Places));
        Assert.Equal(1, await clinic.Read(db => db.GroupVisits.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_places_of_a_quota(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);
        var quota = new PlaceClaim(ResourceId.Places("widget"), 20_000, 7, 1);

        var results = await clinic.Race(Rivals, i => clinic.Place(Ten, doctor: doctors[i - 1]) with { Quotas = [quota] });

        await Won(clinic, results, 7, ProblemCodes.Quota);
    }

    [Theory, EveryDatabase]
    public async Task A_quota_of_which_each_takes_six_places(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = await clinic.Doctors(Rivals);
        var quota = new PlaceClaim(ResourceId.Places("widget"), 20_000, 32, 6);

        var results = await clinic.Race(Rivals, i => clinic.Place(Ten, doctor: doctors[i - 1]) with { Quotas = [quota] });

        await Won(clinic, results, 5, ProblemCodes.Quota);
    }

    [Theory, EveryDatabase]
    public async Task The_bookings_that_one_patient_may_have(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Rules(p => p.MaxActivePerSpecialty = 2);

        var results = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(i => Task.Run(() => clinic.BookAt(clinic.Place(Ten.AddMinutes(30 * i)), 1))));

        await Won(clinic, results, 2, ProblemCodes.PatientLimit);
    }

    private static async Task Won(TestClinic clinic, IReadOnlyList<Result<BookingReceipt>> results, int places, string refusal)
    {
        Assert.Equal(places, results.Count(r => r.Ok));
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal(refusal, r.Problem!.Code));
        var owners = await clinic.Read(db => db.Bookings.Select(b => b.Id).ToListAsync());
        var groups = await clinic.Read(db => db.GroupVisits.Select(g => g.Id).ToListAsync());
        Assert.Equal(results.Where(r => r.Ok).Select(r => r.Value!.Id).OrderBy(i => i.Value), owners.OrderBy(i => i.Value));
        Assert.All(await clinic.Cells(), c => Assert.True(owners.Contains(new(c.OwnerId)) || groups.Contains(c.OwnerId)));
        await Invariants.Hold(clinic);
    }

    private static async Task<IEnumerable<int>> Lanes(TestClinic clinic, ResourceKind kind) =>
        (await clinic.Cells()).Where(c => c.ResourceId.Kind == kind).Select(c => (int)c.Lane).Distinct().Order();
}
