using System.Security.Cryptography;
using Clinic.Domain;
using Clinic.Domain.Bookings;

namespace Clinic.Bench.Clinics;

/// <summary>A clinic as it is found on a morning: 60 % of today's times are booked, falling to 10 % on the last day.</summary>
internal static class BookedDays
{
    private const double Today = 0.6;
    private const double LastDay = 0.1;

    /// <summary>Answers how many bookings there are now.</summary>
    public static async Task<int> Put(Place place, Furniture clinic, int days)
    {
        var bookings = Bookings(clinic, days, new Random(2026)).ToList();
        await using var db = await place.Factory.CreateDbContextAsync();
        await BulkWriter.Write(db, bookings);
        await BulkWriter.Write(db, bookings.SelectMany(Cells));
        return bookings.Count;
    }

    private static IEnumerable<Booking> Bookings(Furniture clinic, int days, Random random)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var today = clinic.Site.LocalDate(now);
        for (var day = 0; day < days; day++)
        {
            var part = Today + ((LastDay - Today) * day / Math.Max(1, days - 1));
            var opens = today.AddDays(day).ToDateTime(new(8, 0));
            for (var doctor = 0; doctor < clinic.Doctors.Count; doctor++)
            {
                for (var minute = 0; minute < 12 * 60; minute += Furniture.Minutes)
                {
                    if (random.NextDouble() < part)
                    {
                        var start = TimeZoneInfo.ConvertTimeToUtc(opens.AddMinutes(minute), clinic.Site.Zone);
                        yield return Booking(clinic, doctor, start, now, random);
                    }
                }
            }
        }
    }

    private static Booking Booking(Furniture clinic, int doctor, DateTime start, DateTime now, Random random)
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
            End = start.AddMinutes(Furniture.Minutes),
            Devices = clinic.DeviceOf(doctor) is { } device ? IdList.Of(device) : IdList<DeviceId>.None,
            PatientResource = ResourceId.Contact(random.NextInt64()),
            Channel = Channel.Widget,
            Price = 2500,
            Version = 1,
            CreatedAt = now,
            CreatedBy = "bench",
        };
    }

    private static IEnumerable<Occupancy> Cells(Booking booking)
    {
        var (from, to) = Cell.Span(booking.Range);
        var resources = booking.Devices.Ids.Select(ResourceId.Device).Append(ResourceId.Doctor(booking.DoctorId)).Append(ResourceId.Room(booking.RoomId!.Value)).Append(booking.PatientResource);
        return resources.SelectMany(r => Enumerable.Range(from, to - from).Select(cell => new Occupancy { ResourceId = r, Cell = cell, OwnerId = booking.Id.Value }));
    }
}
