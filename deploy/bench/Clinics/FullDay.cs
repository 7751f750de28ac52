using System.Security.Cryptography;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Bench.Clinics;

/// <summary>A day, today unless told otherwise, with short visits of patients who have cards, 60 % of all times booked.</summary>
public static class FullDay
{
    private const double Booked = 0.6;
    private const int Patients = 300;

    /// <summary>Answers how many visits there are.</summary>
    public static async Task<int> Put(Place place, Furniture clinic, int minutes, DateOnly? date = null)
    {
        await using var db = await place.Factory.CreateDbContextAsync();
        await db.VisitTypes.ExecuteUpdateAsync(s => s.SetProperty(t => t.Minutes, minutes));
        var patients = Enumerable.Range(0, Patients).Select(i => new Patient
        {
            Family = $"Пациентова{i:000}",
            Given = "Мария",
            Middle = "Сергеевна",
            BirthDate = new(1950 + (i % 60), 1, 31),
            Phone = $"+7900{i:0000000}",
            SearchName = $"ПАЦИЕНТОВА{i:000} МАРИЯ СЕРГЕЕВНА",
            ContactKey = i + 1,
        }).ToList();
        db.AddRange(patients);
        await db.SaveChangesAsync();
        var (random, now) = (new Random(2026), TimeProvider.System.GetUtcNow().UtcDateTime);
        var opens = (date ?? clinic.Site.LocalDate(now)).ToDateTime(new(8, 0));
        var count = 0;
        for (var minute = 0; minute < 12 * 60; minute += minutes)
        {
            var start = TimeZoneInfo.ConvertTimeToUtc(opens.AddMinutes(minute), clinic.Site.Zone);
            for (var doctor = 0; doctor < clinic.Doctors.Count; doctor++)
            {
                if (random.NextDouble() < Booked)
                {
                    var booking = Visit(clinic, doctor, patients[(doctor + (count++ * 17)) % Patients].Id, start, minutes, now);
                    db.Add(booking);
                    db.AddRange(Cells(booking));
                }
            }
        }

        await db.SaveChangesAsync();
        return count;
    }

    private static Booking Visit(Furniture clinic, int doctor, PatientId patient, DateTime start, int minutes, DateTime now)
    {
        var id = Guid.NewGuid();
        return new()
        {
            Id = new(id),
            Code = id.ToString("N")[..12],
            TokenHash = Convert.ToHexString(SHA256.HashData(id.ToByteArray())),
            Status = BookingStatus.Booked,
            SiteId = clinic.Site.Id,
            DoctorId = clinic.Doctors[doctor],
            RoomId = clinic.Rooms[doctor],
            VisitTypeId = clinic.TypeOf(doctor),
            Start = start,
            End = start.AddMinutes(minutes),
            PatientId = patient,
            PatientResource = ResourceId.Patient(patient),
            Channel = Channel.Registry,
            Price = 2500,
            Version = 1,
            CreatedAt = now,
            CreatedBy = "bench",
        };
    }

    /// <summary>Of the doctor and the room: the same patient may be drawn for two visits at once.</summary>
    private static IEnumerable<Occupancy> Cells(Booking booking)
    {
        var (from, to) = Cell.Span(booking.Range);
        ResourceId[] resources = [ResourceId.Doctor(booking.DoctorId), ResourceId.Room(booking.RoomId!.Value)];
        return resources.SelectMany(r => Enumerable.Range(from, to - from).Select(cell => new Occupancy { ResourceId = r, Cell = cell, OwnerId = booking.Id.Value }));
    }
}
