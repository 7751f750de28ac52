using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class TwinsTests
{
    private static readonly DateOnly Born = new(2019, 5, 4);

    [Theory, EveryDatabase]
    public async Task Twins_with_the_same_initial_under_one_telephone_have_a_card_each(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Desk(clinic, 10, "Алина");
        await Desk(clinic, 11, "Анна");
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 12)), TestClinic.Person(given: "Анна", born: Born));

        var cards = await clinic.Read(db => db.Patients.ToDictionaryAsync(p => p.Id, p => p.Given));
        var bookings = await clinic.Read(db => db.Bookings.OrderBy(b => b.Start).Select(b => b.PatientId).ToListAsync());

        Assert.Equal(["Алина", "Анна", "Анна"], bookings.Select(b => b is { } card ? cards[card] : null));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Two_desks_at_once_open_one_card_for_one_patient(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var doctors = new List<Domain.DoctorId> { clinic.Doctor };
        for (var i = 0; i < 5; i++)
        {
            doctors.Add(await clinic.AddDoctor($"Врач{(char)('а' + i)}", null, Domain.Rosters.WorkHours.Of("09:00-18:00")));
        }

        var results = await Task.WhenAll(doctors.Select(d => Task.Run(() => clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10), d), Contact = TestClinic.Person(born: Born) }, TestClinic.Registrar, CancellationToken.None))));

        Assert.Single(results, r => r.Ok);
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
    }

    private static async Task Desk(TestClinic clinic, int hour, string given)
    {
        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, hour)), Contact = TestClinic.Person(given: given, born: Born) }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
    }
}
