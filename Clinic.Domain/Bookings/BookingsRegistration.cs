using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Bookings;

/// <summary>Registers the booking use cases.</summary>
public static class BookingsRegistration
{
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<InstallationKeys>()
        .AddSingleton<PlanVisit>()
        .AddSingleton<HoldSlot>()
        .AddSingleton<ReleaseHold>()
        .AddSingleton<SweepHolds>()
        .AddSingleton<BookAppointment>()
        .AddSingleton<MoveBooking>()
        .AddSingleton<CancelBooking>()
        .AddSingleton<FindVisit>()
        .AddSingleton<ReadDoctorDay>()
        .AddSingleton<ChangeBookingStatus>()
        .AddSingleton<ReadBoardDay>()
        .AddSingleton<ReadOpenTimes>()
        .AddSingleton<ReadVisit>()
        .AddSingleton<FindNewTime>()
        .AddSingleton<FindPatients>()
        .AddSingleton<IdentifyPatient>();
}
