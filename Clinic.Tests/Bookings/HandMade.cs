using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Tests.Bookings;

/// <summary>Visits at places made by hand: what is claimed and refused, whatever the roster says.</summary>
internal static class HandMade
{
    internal static readonly CancellationToken Cancel = CancellationToken.None;

    internal static Placement Place(this TestClinic clinic, DateTime start, int minutes = 30, DoctorId? doctor = null, RoomId? room = null, VisitTypeId? type = null) =>
        new(new(doctor ?? clinic.Doctor, type ?? clinic.VisitType, clinic.Site, room, new(start, start.AddMinutes(minutes)), 2500), 0, 0);

    internal static ContactDetails Somebody(int number) => TestClinic.Person(phone: $"+7 900 000-{number / 100:00}-{number % 100:00}");

    internal static BookCommand Wish(int person) => new()
    {
        Contact = Somebody(person),
        ConsentVersion = TestClinic.ConsentVersion,
        ConsentLanguage = "ru",
        IdempotencyKey = Guid.NewGuid().ToString(),
    };

    internal static Task<Result<BookingReceipt>> BookAt(this TestClinic clinic, Placement place, int person, Func<BookCommand, BookCommand>? more = null, Actor? actor = null) =>
        clinic.Get<BookAppointment>().At(place, more?.Invoke(Wish(person)) ?? Wish(person), actor ?? Actor.Stranger, Cancel);

    internal static Task<Result<BookingReceipt>> BookHeld(this TestClinic clinic, HoldId hold, int person) =>
        clinic.Get<BookAppointment>().Run(Wish(person) with { Hold = hold }, Actor.Stranger, Cancel);

    internal static Task<Result<Hold>> HoldAt(this TestClinic clinic, Placement place, Visitor? visitor = null) => clinic.Get<HoldSlot>().At(place, Actor.Stranger, visitor, Cancel);

    internal static Task<Result<BookingReceipt>> MoveTo(this TestClinic clinic, BookingReceipt booked, Placement place, string? over = null) =>
        clinic.Get<MoveBooking>().At(place, new(BookingRef.Id(booked.Id), place.Slot.Id) { Override = over }, TestClinic.Registrar, Cancel);

    internal static Task<Result<BookingReceipt>> Cancelled(this TestClinic clinic, BookingReceipt booked) =>
        clinic.Get<CancelBooking>().Run(BookingRef.Id(booked.Id), null, false, TestClinic.Registrar, Cancel);

    internal static Task<Result<Booking>> Become(this TestClinic clinic, BookingReceipt booked, BookingStatus status) =>
        clinic.Get<ChangeBookingStatus>().Run(booked.Id, status, null, TestClinic.Registrar, Cancel);

    /// <summary>So many at once, each another person; the answers.</summary>
    internal static async Task<IReadOnlyList<Result<BookingReceipt>>> Race(this TestClinic clinic, int rivals, Func<int, Placement> place) =>
        await Task.WhenAll(Enumerable.Range(1, rivals).Select(i => Task.Run(() => clinic.BookAt(place(i), i))));

    /// <summary>Doctors in any number, so that rivals meet only where the test wants it.</summary>
    internal static async Task<IReadOnlyList<DoctorId>> Doctors(this TestClinic clinic, int count)
    {
        var doctors = Enumerable.Range(1, count).Select(i => new Doctor { Family = $"Врач{i}", Given = "Анна" }).ToList();
        await clinic.Change(async db =>
        {
            db.AddRange(doctors);
            await db.SaveChangesAsync();
            db.AddRange(doctors.Select(d => new DoctorVisitType { DoctorId = d.Id, VisitTypeId = clinic.VisitType }));
        });
        return doctors.ConvertAll(d => d.Id);
    }

    internal static async Task<DeviceId> Device(this TestClinic clinic, int capacity = 1)
    {
        var device = new Device { SiteId = clinic.Site, Name = Guid.NewGuid().ToString("N"), Kind = "УЗИ", Capacity = capacity };
        await clinic.Change(db => Task.FromResult(db.Add(device)));
        return device.Id;
    }

    internal static Task Rules(this TestClinic clinic, Action<ClinicProfile> change) => clinic.Change(async db => change(await db.Profile.AsTracking().SingleAsync()));

    internal static Task Type(this TestClinic clinic, Action<VisitType> change) =>
        clinic.Change(async db => change(await db.VisitTypes.AsTracking().SingleAsync(t => t.Id == clinic.VisitType)));

    internal static Task<List<Occupancy>> Cells(this TestClinic clinic) => clinic.Read(db => db.Occupancy.ToListAsync());
}
