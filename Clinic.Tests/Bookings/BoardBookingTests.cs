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

namespace Clinic.Tests.Bookings;

public sealed class BoardBookingTests
{
    private static readonly Actor CallCentre = Actor.Of("call", [Roles.CallCentre], null);

    [Theory, EveryDatabase]
    public async Task What_the_desk_types_becomes_a_card_in_the_same_transaction(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var booked = await Desk(clinic, TestClinic.Moscow(2, 10), TestClinic.Person("Королёва"));

        var card = await clinic.Read(db => db.Patients.SingleAsync());
        var booking = await clinic.Read(db => db.Bookings.SingleAsync());
        Assert.True(booked.Ok);
        Assert.Equal(("Королёва", "КОРОЛЕВА МАРИЯ"), (card.Family, card.SearchName));
        Assert.Equal((card.Id, ResourceId.Patient(card.Id), (Guid?)null), (booking.PatientId!.Value, booking.PatientResource, booking.ContactId));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_second_booking_with_the_same_phone_and_birth_date_reuses_the_card(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Desk(clinic, TestClinic.Moscow(2, 10), TestClinic.Person("Королёва"));

        Assert.True((await Desk(clinic, TestClinic.Moscow(3, 10), TestClinic.Person("Королева"))).Ok);
        Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(4, 10)), TestClinic.Person("Королева"))).Ok);

        var card = await clinic.Read(db => db.Patients.SingleAsync());
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(card.Id, b.PatientId));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_booking_leaves_no_card(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Иванова"));

        var refused = await Desk(clinic, TestClinic.Moscow(2, 10), TestClinic.Person("Королёва", "+7 900 000-00-09"));

        Assert.Equal(ProblemCodes.SlotTaken, refused.Problem?.Code);
        Assert.Equal(3, refused.Problem!.Alternatives.Count);
        Assert.Empty(await clinic.Read(db => db.Patients.ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_new_card_takes_over_what_the_patient_booked_online_and_an_overlap_is_refused(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var other = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));

        Assert.Equal(ProblemCodes.PatientOverlap, (await Desk(clinic, TestClinic.Moscow(2, 10), TestClinic.Person(), other)).Problem?.Code);
        Assert.Empty(await clinic.Read(db => db.Patients.ToListAsync()));
        Assert.True((await Desk(clinic, TestClinic.Moscow(2, 11), TestClinic.Person(), other)).Ok);

        var card = await clinic.Read(db => db.Patients.SingleAsync());
        Assert.All(await clinic.Read(db => db.Bookings.ToListAsync()), b => Assert.Equal(card.Id, b.PatientId));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_second_press_of_the_button_books_once()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var command = new BookCommand { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person(), IdempotencyKey = "panel-1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clinic.Get<BookAppointment>().Run(command, TestClinic.Registrar, CancellationToken.None)));

        Assert.Single(answers.Select(a => a.Value!.Code).Distinct());
        Assert.Equal(1, await clinic.Read(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task The_call_centre_books_moves_and_cancels_but_receives_nobody()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person() }, CallCentre, CancellationToken.None);
        var id = booked.Value!.Id;

        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ChangeBookingStatus>().Run(id, BookingStatus.Arrived, null, CallCentre, CancellationToken.None)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await clinic.Get<ChangeBookingStatus>().Run(id, BookingStatus.NoShow, null, CallCentre, CancellationToken.None)).Problem?.Code);
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(id), clinic.Slot(TestClinic.Moscow(2, 11)), 1, CallCentre, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Id(id), 2, true, CallCentre, CancellationToken.None)).Ok);
        Assert.Equal(["book", "move", "cancel"], await clinic.Read(db => db.Audit.Where(a => a.Entity == nameof(Booking)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_stale_page_is_told_so()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        await clinic.Get<ChangeBookingStatus>().Run(id, BookingStatus.Confirmed, 1, TestClinic.Registrar, CancellationToken.None);

        var stale = await clinic.Get<CancelBooking>().Run(BookingRef.Id(id), 1, false, TestClinic.Registrar, CancellationToken.None);

        Assert.Equal(ProblemCodes.VersionMismatch, stale.Problem?.Code);
    }

    [Fact]
    public async Task Open_times_hold_the_chosen_start_where_it_is_free_though_not_round()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));

        var times = await Times(clinic, TestClinic.Moscow(2, 9, 25));
        var offer = Assert.Single(times.Offers);
        Assert.Equal((30, 2500m), (offer.Length.TotalMinutes, offer.Price));
        Assert.Contains(offer.Starts, s => s.Range.Start == TestClinic.Moscow(2, 9, 25));
        Assert.DoesNotContain((await Times(clinic, TestClinic.Moscow(2, 9, 45))).Offers[0].Starts, s => s.Range.Start == TestClinic.Moscow(2, 9, 45));
    }

    private static async Task<OpenTimes> Times(TestClinic clinic, DateTime chosen) =>
        (await clinic.Get<ReadOpenTimes>().Run(clinic.Doctor, clinic.Site, chosen, TestClinic.Registrar, CancellationToken.None)).Value!;

    private static Task<Result<BookingReceipt>> Desk(TestClinic clinic, DateTime start, ContactDetails who, DoctorId? doctor = null) =>
        clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(start, doctor), Contact = who, IdempotencyKey = Guid.NewGuid().ToString() }, TestClinic.Registrar, CancellationToken.None);
}
