using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Reports;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Reports;

/// <summary>Visits with the stamps that a test wants.</summary>
internal static class WaitingDesk
{
    private static int phones;

    /// <summary>A visit whose patient came; minutes from the booked time.</summary>
    public static async Task<BookingId> Visit(this TestClinic clinic, DateTime start, DoctorId? doctor, int arrived, int? called = null, int? begun = null, int? done = null)
    {
        var booked = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(start, doctor), Contact = TestClinic.Person("Орлова", $"+7900{Interlocked.Increment(ref phones):0000000}"), IdempotencyKey = Guid.NewGuid().ToString() },
            TestClinic.Registrar,
            CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        var (id, status) = (booked.Value.Id, done is not null ? BookingStatus.Done : begun is not null ? BookingStatus.InProgress : BookingStatus.Arrived);
        await clinic.Write(db => db.Bookings.Where(b => b.Id == id).ExecuteUpdateAsync(s => s
            .SetProperty(b => b.Status, status)
            .SetProperty(b => b.ArrivedAt, At(arrived))
            .SetProperty(b => b.CalledAt, At(called))
            .SetProperty(b => b.StartedAt, At(begun))
            .SetProperty(b => b.DoneAt, At(done))));
        return id;

        DateTime? At(int? minutes) => minutes is { } m ? start.AddMinutes(m) : null;
    }

    public static async Task<WaitingReport> Report(this TestClinic clinic, WaitingWish wish, Actor? actor = null)
    {
        var report = await clinic.Get<ReadWaitingReport>().Run(wish, actor ?? TestClinic.Registrar, CancellationToken.None);
        Assert.True(report.Ok, report.Problem?.Code);
        return report.Value;
    }
}
