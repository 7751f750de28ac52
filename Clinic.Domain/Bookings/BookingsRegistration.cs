using Clinic.Domain.Audit;
using Clinic.Domain.Doctors;
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
        .AddSingleton<OwnPatients>()
        .AddSingleton<HoldSlot>()
        .AddSingleton<ExtendHold>()
        .AddSingleton<ReleaseHold>()
        .AddSingleton<SweepHolds>()
        .AddSingleton<BookAppointment>()
        .AddSingleton<MoveBooking>()
        .AddSingleton<CancelBooking>()
        .AddSingleton<WithdrawByLink>()
        .AddSingleton<PlanMoves>()
        .AddSingleton<MoveMany>()
        .AddSingleton<UndoBatch>()
        .AddSingleton<FindVisit>()
        .AddSingleton<ReadDoctorDay>()
        .AddSingleton<ReadDoctorWeek>()
        .AddSingleton<CallPatient>()
        .AddSingleton<SetDelay>()
        .AddSingleton<FindFollowUp>()
        .AddSingleton<BookFollowUp>()
        .AddSingleton<ConfirmBooking>()
        .AddSingleton<ChangeBookingStatus>()
        .AddSingleton<MarkNoShows>()
        .AddSingleton<RecordGuarantee>()
        .AddSingleton<ReadBookingHistory>()
        .AddSingleton<BoardReadings>()
        .AddSingleton<ReadBoardDay>()
        .AddSingleton<ReadBoardWeek>()
        .AddSingleton<ExplainBoardTime>()
        .AddSingleton<ReadBoardAsOf>()
        .AddSingleton<ReadOpenTimes>()
        .AddSingleton<ReadVisit>()
        .AddSingleton<FindNewTime>()
        .AddSingleton<ReadPatientBackground>()
        .AddSingleton<FindEarlierBooking>()
        .AddSingleton<ReadDayList>()
        .AddSingleton<ReadDoorWeek>()
        .AddSingleton<ReadSlip>();
}
