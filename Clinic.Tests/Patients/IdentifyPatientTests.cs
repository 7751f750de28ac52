using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class IdentifyPatientTests
{
    [Theory, EveryDatabase]
    public async Task A_new_card_is_made_from_what_was_typed_and_owns_the_cells(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        await clinic.Book(clinic.Slot(TestClinic.Moscow(3, 10)));

        var card = await Identify(clinic, id, null, 1);

        var bookings = await clinic.Read(db => db.Bookings.ToListAsync());
        Assert.Equal("ИВАНОВА МАРИЯ", (await clinic.Read(db => db.Patients.SingleAsync())).SearchName);
        Assert.All(bookings, b => Assert.Equal((card.Value, ResourceId.Patient(card.Value), 2), (b.PatientId!.Value, b.PatientResource, b.Version)));
        Assert.Equal(2, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "identify" && a.Actor == "registrar")));
        Assert.Equal(2 + 2, await clinic.Read(db => db.Changes.CountAsync(c => c.Kind == Domain.Changes.ChangeKind.Booking)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_found_card_is_linked_unless_it_is_busy_at_the_time(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        var known = await CardOf(clinic, clinic.Slot(TestClinic.Moscow(2, 10), other), "+7 900 000-00-77");
        var clashing = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        var fitting = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 11)))).Value!.Id;

        Assert.Equal(ProblemCodes.PatientOverlap, (await Identify(clinic, clashing, known, 1)).Problem?.Code);
        Assert.Equal(known, (await Identify(clinic, fitting, known, 1)).Value);

        var bookings = await clinic.Read(db => db.Bookings.ToDictionaryAsync(b => b.Id));
        Assert.Null(bookings[clashing].PatientId);
        Assert.Equal(known, bookings[fitting].PatientId);
        Assert.Equal(ProblemCodes.PatientOverlap, (await DeskBooking(clinic, clinic.Slot(TestClinic.Moscow(2, 11), other), known)).Problem?.Code);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_stale_page_a_known_patient_and_a_doctor_are_refused()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;

        Assert.Equal(ProblemCodes.VersionMismatch, (await Identify(clinic, id, null, 7)).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await Identify(clinic, id, new(999), 1)).Problem?.Code);
        Assert.Equal(
            ProblemCodes.Forbidden,
            (await clinic.Get<IdentifyPatient>().Run(id, null, 1, Actor.Of("d", [Roles.Doctor], clinic.Doctor), CancellationToken.None)).Problem?.Code);
        Assert.True((await Identify(clinic, id, null, 1)).Ok);
        Assert.Equal(ProblemCodes.WrongStatus, (await Identify(clinic, id, null, 2)).Problem?.Code);
    }

    private static async Task<PatientId> CardOf(TestClinic clinic, Domain.Availability.SlotId slot, string phone)
    {
        await clinic.Get<BookAppointment>().Run(new() { Slot = slot, Contact = TestClinic.Person("Гордеева", phone) }, TestClinic.Registrar, CancellationToken.None);
        return await clinic.Read(db => db.Patients.Select(p => p.Id).SingleAsync());
    }

    private static Task<Result<BookingReceipt>> DeskBooking(TestClinic clinic, Domain.Availability.SlotId slot, PatientId card) =>
        clinic.Get<BookAppointment>().Run(new() { Slot = slot, Patient = card }, TestClinic.Registrar, CancellationToken.None);

    private static Task<Result<PatientId>> Identify(TestClinic clinic, BookingId id, PatientId? card, int version) =>
        clinic.Get<IdentifyPatient>().Run(id, card, version, TestClinic.Registrar, CancellationToken.None);
}
