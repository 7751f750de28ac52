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
        .AddSingleton<BookingTerms>()
        .AddSingleton<RecognisePatient>()
        .AddSingleton<HoldSlot>()
        .AddSingleton<ExtendHold>()
        .AddSingleton<ReleaseHold>()
        .AddSingleton<SweepHolds>()
        .AddSingleton<BookAppointment>()
        .AddSingleton<MoveBooking>()
        .AddSingleton<CancelBooking>()
        .AddSingleton<FindVisit>()
        .AddSingleton<ReadDoctorDay>()
        .AddSingleton<ChangeBookingStatus>()
        .AddSingleton<MarkNoShows>()
        .AddSingleton<RecordGuarantee>()
        .AddSingleton<ReadBookingHistory>()
        .AddSingleton<ReadBoardDay>()
        .AddSingleton<ReadOpenTimes>()
        .AddSingleton<ReadVisit>()
        .AddSingleton<FindNewTime>()
        .AddSingleton<ReadPatientBackground>()
        .AddSingleton<FindEarlierBooking>()
        .AddSingleton<ReadDayList>()
        .AddSingleton<ReadDoorWeek>()
        .AddSingleton<ReadSlip>()
        .AddSingleton<FindPatients>()
        .AddSingleton<IdentifyPatient>();
}
