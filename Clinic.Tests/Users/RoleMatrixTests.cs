using System.Globalization;
using System.Reflection;
using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Doctors;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Planning;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Clinic.Domain.WaitingList;
using Clinic.Tests.Hosting;
using Clinic.Tests.Patients.Import;
using Clinic.Tests.Rosters.Import;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Tests.Users;

/// <summary>
/// Who may do what: every use case that the intranet calls, asked directly by every role, as a forged message over a circuit would ask it.
/// A use case that takes an actor and is not in the table fails the last test: say here who may call it.
/// </summary>
public sealed class RoleMatrixTests
{
    private const string Nobody = "nobody";
    private static readonly string[] All = [.. Roles.All, Nobody];
    private static readonly string[] Reception = [Roles.Administrator, Roles.Registrar, Roles.CallCentre];
    private static readonly string[] Desk = [Roles.Administrator, Roles.Registrar];
    private static readonly string[] Administration = [Roles.Administrator];

    /// <summary>Whom the use case lets in, and how it is asked. What is asked need not succeed: the one question is whether the answer is "forbidden".</summary>
    private static readonly Dictionary<Type, Row> Table = new()
    {
        [typeof(ReadBoardDay)] = Row.Of(Reception, a => a.Get<ReadBoardDay>().Run(null, null, null, a.Who, Cancel)),
        [typeof(ReadBoardAsOf)] = Row.Of(Reception, a => a.Get<ReadBoardAsOf>().Run(null, null, a.Clinic.Clock.Now, a.Who, Cancel)),
        [typeof(ReadVisit)] = Row.Of(Reception, a => a.Get<ReadVisit>().Run(a.Visit, a.Who, Cancel)),
        [typeof(ReadOpenTimes)] = Row.Of(Reception, a => a.Get<ReadOpenTimes>().Run(a.Clinic.Doctor, a.Clinic.Site, TestClinic.Moscow(2, 9), a.Who, Cancel)),
        [typeof(ReadWish)] = Row.Of(Reception, a => a.Get<ReadWish>().Run("хирург завтра", CultureInfo.GetCultureInfo("ru"), a.Who, Cancel).AsTask()),
        [typeof(FindTimes)] = Row.Of(Reception, a => a.Get<FindTimes>().Run(new(), 1, a.Who, Cancel).AsTask()),
        [typeof(FindNewTime)] = Row.Of(Reception, a => a.Get<FindNewTime>().Run(a.Visit, a.Who, Cancel)),
        [typeof(FindPatients)] = Row.Of(Reception, a => a.Get<FindPatients>().Run("Иванова", a.Who, Cancel)),
        [typeof(ListDisplaced)] = Row.Of(Reception, a => a.Get<ListDisplaced>().Run(a.Who, Cancel)),
        [typeof(BookAppointment)] = Row.Of(Reception, a => a.Get<BookAppointment>().Run(new() { Slot = a.Clinic.Slot(TestClinic.Moscow(2, 12)), Contact = TestClinic.Person() }, a.Who, Cancel)),
        [typeof(IdentifyPatient)] = Row.Of(Reception, a => a.Get<IdentifyPatient>().Run(a.Visit, null, null, a.Who, Cancel)),
        [typeof(MoveBooking)] = Row.Of(Reception, a => a.Get<MoveBooking>().Run(BookingRef.Id(a.Visit), a.Clinic.Slot(TestClinic.Moscow(2, 15)), null, a.Who, Cancel)),
        [typeof(RecordGuarantee)] = Row.Of(Reception, a => a.Get<RecordGuarantee>().Run(a.Visit, "1", null, a.Who, Cancel)),
        [typeof(CancelBooking)] = Row.Of(Reception, a => a.Get<CancelBooking>().Run(BookingRef.Id(a.OtherVisit), null, true, a.Who, Cancel)),
        [typeof(PlanMoves)] = Row.Of(Reception, a => a.Get<PlanMoves>().Run(new([a.Visit], null, new(2026, 12, 3), true), a.Who, Cancel)),
        [typeof(MoveMany)] = Row.Of(Reception, a => a.Get<MoveMany>().Run(new([new(a.Visit, 1, a.Clinic.Slot(TestClinic.Moscow(3, 15)))], false), a.Who, Cancel)),
        [typeof(UndoBatch)] = Row.Of(Reception, a => a.Get<UndoBatch>().Run(a.Batch, a.Who, Cancel)),
        [typeof(ReadPatientJournal)] = Row.Of(Reception, a => a.Get<ReadPatientJournal>().Run(new(1), null, a.Who, Cancel)),
        [typeof(ReadBatchJournal)] = Row.Of(Reception, a => a.Get<ReadBatchJournal>().Run(Guid.NewGuid(), a.Who, Cancel)),

        [typeof(ReadBoardWeek)] = Row.Of(Reception, a => a.Get<ReadBoardWeek>().Run(null, null, null, null, a.Who, Cancel)),
        [typeof(ExplainBoardTime)] = Row.Of(Reception, a => a.Get<ExplainBoardTime>().Run(a.Clinic.Doctor, null, new(TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 10)), a.Who, Cancel)),
        [typeof(ReadPatientBackground)] = Row.Of(Reception, a => a.Get<ReadPatientBackground>().Run(a.Card, a.Clinic.Doctor, new(2026, 12, 2), a.Who, Cancel)),
        [typeof(FindEarlierBooking)] = Row.Of(Reception, a => a.Get<FindEarlierBooking>().Run("1", a.Who, Cancel)),
        [typeof(ReadSlip)] = Row.Of(Reception, a => a.Get<ReadSlip>().Run(a.Visit, a.Who, Cancel)),
        [typeof(SendSlip)] = Row.Of(Reception, a => a.Get<SendSlip>().Run(a.Visit, a.Who, Cancel)),
        [typeof(ReadDoorWeek)] = Row.Of(Reception, a => a.Get<ReadDoorWeek>().Run(a.Clinic.Room, null, null, a.Who, Cancel)),
        [typeof(ReadCallbacks)] = Row.Of(Reception, a => a.Get<ReadCallbacks>().Run(true, null, a.Who, Cancel)),
        [typeof(ClaimRequest)] = Row.Of(Reception, a => a.Get<ClaimRequest>().Run<Callback>(Guid.NewGuid(), true, 1, a.Who, Cancel)),
        [typeof(CloseRequest)] = Row.Of(Reception, a => a.Get<CloseRequest>().Run<Callback>(Guid.NewGuid(), "ответили", 1, a.Who, Cancel)),
        [typeof(BookFromRequest)] = Row.Of(Reception, a => a.Get<BookFromRequest>().Run<Callback>(Guid.NewGuid(), a.Visit, 1, a.Who, Cancel)),
        [typeof(AddCallback)] = Row.Of([], a => a.Get<AddCallback>().Run(new() { Contact = TestClinic.Person(), Agreement = Agreement }, a.Who, Cancel)),
        [typeof(JoinWaitingList)] = Row.Of([], a => a.Get<JoinWaitingList>().Run(new() { Wish = new(), Contact = TestClinic.Person() }, Agreement, null, a.Who, Cancel)),
        [typeof(ReadWaitingList)] = Row.Of(Reception, a => a.Get<ReadWaitingList>().Run(true, null, a.Who, Cancel)),
        [typeof(AddWaitingEntry)] = Row.Of(Reception, a => a.Get<AddWaitingEntry>().Run(new() { Wish = new() }, a.Who, Cancel)),
        [typeof(SavePatient)] = Row.Of(Reception, a => a.Get<SavePatient>().Run(null, new(), 0, a.Who, Cancel)),
        [typeof(FindDuplicates)] = Row.Of(Reception, a => a.Get<FindDuplicates>().Run(new(), null, a.Who, Cancel)),
        [typeof(MergePatients)] = Row.Of(Reception, a => a.Get<MergePatients>().Run(new(), a.Who, Cancel)),
        [typeof(UnmergePatients)] = Row.Of(Reception, a => a.Get<UnmergePatients>().Run(Guid.NewGuid(), a.Who, Cancel)),
        [typeof(ReadFamily)] = Row.Of(Reception, a => a.Get<ReadFamily>().Run(a.Card, a.Who, Cancel)),
        [typeof(SavePolicy)] = Row.Of(Reception, a => a.Get<SavePolicy>().Run(a.Card, null, new(), a.Who, Cancel)),
        [typeof(RemovePolicy)] = Row.Of(Reception, a => a.Get<RemovePolicy>().Run(a.Card, Guid.NewGuid(), a.Who, Cancel)),
        [typeof(AddNote)] = Row.Of(Reception, a => a.Get<AddNote>().Run(a.Card, "", a.Who, Cancel)),
        [typeof(RemoveNote)] = Row.Of(Reception, a => a.Get<RemoveNote>().Run(a.Card, Guid.NewGuid(), a.Who, Cancel)),
        [typeof(RecordConsent)] = Row.Of(Reception, a => a.Get<RecordConsent>().Run(a.Card, "ru", a.Who, Cancel)),
        [typeof(WithdrawConsent)] = Row.Of(Reception, a => a.Get<WithdrawConsent>().Run(a.Card, Guid.NewGuid(), a.Who, Cancel)),

        // A doctor as far as the visit is the doctor's own, or the card of somebody who has a visit with the doctor.
        [typeof(ReadPatientCard)] = Row.Of([.. Reception, Roles.Doctor], a => a.Get<ReadPatientCard>().Run(a.Card, a.Who, Cancel)),
        [typeof(ReadPatientVisits)] = Row.Of([.. Reception, Roles.Doctor], a => a.Get<ReadPatientVisits>().Run(a.Card, true, 0, a.Who, Cancel)),
        [typeof(ReadDayList)] = Row.Of([.. Reception, Roles.Doctor], a => a.Get<ReadDayList>().Run(new(null, null, a.Clinic.Doctor, null), a.Who, Cancel)),
        [typeof(WaitingTimes)] = Row.Of([Roles.Administrator, Roles.Registrar, Roles.Doctor], a => a.Get<WaitingTimes>().Run(new(TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 10)), new(a.Clinic.Doctor), a.Who, Cancel)),
        [typeof(ReadWaitingReport)] = Row.Of([Roles.Administrator, Roles.Registrar, Roles.Doctor], a => a.Get<ReadWaitingReport>().Run(new(), a.Who, Cancel)),
        [typeof(SetDelay)] = Row.Of([Roles.Administrator, Roles.Registrar, Roles.Doctor], a => a.Get<SetDelay>().Run(a.Clinic.Doctor, new(2026, 12, 1), 10, a.Who, Cancel)),
        [typeof(ReadDoctorWeek)] = Row.Of([Roles.Doctor], a => a.Get<ReadDoctorWeek>().Run(a.Clinic.Doctor, null, a.Who, Cancel)),
        [typeof(CallPatient)] = Row.Of([Roles.Doctor], a => a.Get<CallPatient>().Run(a.Visit, true, null, a.Who, Cancel)),
        [typeof(FindFollowUp)] = Row.Of([Roles.Doctor], a => a.Get<FindFollowUp>().Run(a.Visit, null, a.Who, Cancel)),
        [typeof(BookFollowUp)] = Row.Of([Roles.Doctor], a => a.Get<BookFollowUp>().Run(a.Visit, a.Clinic.Slot(TestClinic.Moscow(4, 12)), "k", a.Who, Cancel)),
        [typeof(ChangeBookingStatus)] = Row.Of([Roles.Administrator, Roles.Registrar, Roles.Doctor], a => a.Get<ChangeBookingStatus>().Run(a.Visit, BookingStatus.Confirmed, null, a.Who, Cancel)),
        [typeof(ReadBookingHistory)] = Row.Of([.. Reception, Roles.Doctor], a => a.Get<ReadBookingHistory>().Run(a.Visit, a.Who, Cancel)),
        [typeof(ReadDoctorDay)] = Row.Of([Roles.Doctor], a => a.Get<ReadDoctorDay>().Run(a.Clinic.Doctor, null, a.Who, Cancel)),

        [typeof(ReadReportChoices)] = Row.Of(Desk, a => a.Get<ReadReportChoices>().Run(a.Who, Cancel)),
        [typeof(SearchJournal)] = Row.Of(Desk, a => a.Get<SearchJournal>().Run(new(), a.Who, Cancel)),
        [typeof(ReadMessages)] = Row.Of(Desk, a => a.Get<ReadMessages>().Run(MessageFilter.Failed, a.Who, Cancel)),
        [typeof(SendAgain)] = Row.Of(Desk, a => a.Get<SendAgain>().Run(Guid.NewGuid(), a.Who, Cancel)),
        [typeof(ReadSeals)] = Row.Of(Desk, a => a.Get<ReadSeals>().Run(a.Who, Cancel)),
        [typeof(ReadRoster)] = Row.Of(Desk, a => a.Get<ReadRoster>().Run(a.Clinic.Doctor, new(2026, 12, 1), a.Who, Cancel)),
        [typeof(PreviewRoster)] = Row.Of(Desk, a => a.Get<PreviewRoster>().Run(Away(a), new(2026, 12, 1), a.Who, Cancel)),
        [typeof(PlanRosterChange)] = Row.Of(Desk, a => a.Get<PlanRosterChange>().Run(Away(a), null, a.Who, Cancel)),
        [typeof(CommitRosterPlan)] = Row.Of(Desk, a => a.Get<CommitRosterPlan>().Run(new(Away(a), -1, []), a.Who, Cancel)),
        [typeof(PlanRosterImport)] = Row.Of(Desk, a => a.Get<PlanRosterImport>().Run(ImportDesk.Month(ImportDesk.Petrov()), a.Clinic.Site, RosterImportDecisions.None, a.Who, Cancel)),
        [typeof(ApplyRosterImport)] = new(Desk, async a =>
            (await a.Get<ApplyRosterImport>().Run(new(ImportDesk.Month(ImportDesk.Petrov()), a.Clinic.Site, RosterImportDecisions.None, "", RosterImportMode.AllOrNothing), a.Who, Cancel)).Refusal),
        [typeof(PlanPatientImport)] = Row.Of(Administration, a => a.Get<PlanPatientImport>().Run(ImportTable.Cards(), a.Clinic.Site, a.Who, Cancel)),
        [typeof(ApplyPatientImport)] = new(Administration, async a => (await a.Get<ApplyPatientImport>().Run(new(ImportTable.Cards(), new() { Kind = PatientTableKind.Cards, Site = a.Clinic.Site }, false), a.Who, Cancel)).Refusal),
        [typeof(SaveRoom)] = Row.Of(Desk, a => a.Get<SaveRoom>().Run(new(), a.Who, Cancel)),
        [typeof(SaveDevice)] = Row.Of(Desk, a => a.Get<SaveDevice>().Run(new(), a.Who, Cancel)),
        [typeof(SaveDoctor)] = Row.Of(Desk, a => a.Get<SaveDoctor>().Run(new(), a.Who, Cancel)),
        [typeof(SetDoctorPhoto)] = Row.Of(Desk, a => a.Get<SetDoctorPhoto>().Run(a.Clinic.Doctor, null, a.Who, Cancel)),
        [typeof(SaveSpecialty)] = Row.Of(Desk, a => a.Get<SaveSpecialty>().Run(null, new(""), a.Who, Cancel)),
        [typeof(SaveVisitType)] = Row.Of(Desk, a => a.Get<SaveVisitType>().Run(new(), a.Who, Cancel)),

        [typeof(SaveSite)] = Row.Of(Administration, a => a.Get<SaveSite>().Run(new(), a.Who, Cancel)),
        [typeof(SetUpClinic)] = Row.Of(Administration, a => a.Get<SetUpClinic>().Run(new(), a.Who, Cancel)),
        [typeof(PublishConsent)] = Row.Of(Administration, a => a.Get<PublishConsent>().Run(new(), a.Who, Cancel)),
        [typeof(ReadUsers)] = Row.Of(Administration, a => a.Get<ReadUsers>().Run(a.Who, Cancel)),
        [typeof(SaveUser)] = Row.Of(Administration, a => a.Get<SaveUser>().Run(new(), null, a.Who, Cancel)),
        [typeof(SetPassword)] = Row.Of(Administration, a => a.Get<SetPassword>().Run(4711, RunningWeb.Password, a.Who, Cancel)),
        [typeof(LockUser)] = Row.Of(Administration, a => a.Get<LockUser>().Run(4711, true, a.Who, Cancel)),
        [typeof(CreateUser)] = new(Administration, async a =>
            (await a.Get<CreateUser>().Run(new("", "", [], "ru"), null, a.Who, Cancel)).Errors.Any(e => e.Code == ProblemCodes.Forbidden) ? new(ProblemCodes.Forbidden) : null),
    };

    /// <summary>Open to strangers: who holds a time proves nothing by it, and who withdraws a consent proves it by the link.</summary>
    private static readonly Type[] Open = [typeof(HoldSlot), typeof(WithdrawByLink)];

    public static TheoryData<string> Everybody => [.. All];

    [Theory, MemberData(nameof(Everybody))]
    public async Task Every_use_case_lets_in_whom_it_should_and_nobody_else(string role)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var services = Services(clinic);
        var (visit, other, batch) = (await Booked(clinic, 10), await Booked(clinic, 11), Guid.NewGuid());
        var moved = await Booked(clinic, 16);
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(moved), clinic.Slot(TestClinic.Moscow(2, 17)), null, TestClinic.Registrar with { Batch = batch }, Cancel)).Ok);
        var card = (await clinic.Get<IdentifyPatient>().Run(moved, null, null, TestClinic.Registrar, Cancel)).Value;
        var who = Actor.Of(role, role == Nobody ? [] : [role], role == Roles.Doctor ? clinic.Doctor : null);
        var wrong = new List<string>();
        foreach (var (useCase, row) in Table)
        {
            await using var scope = services.CreateAsyncScope();
            var allowed = (await row.Ask(new(clinic, scope.ServiceProvider, who, visit, other, batch, card)))?.Code != ProblemCodes.Forbidden;
            if (allowed != row.Roles.Contains(role))
            {
                wrong.Add($"{useCase.Name} {(allowed ? "lets in" : "refuses")} {role}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_doctor_reaches_nothing_of_other_doctors()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var visit = await Booked(clinic, 10);
        var card = (await clinic.Get<IdentifyPatient>().Run(visit, null, null, TestClinic.Registrar, Cancel)).Value;
        var other = Actor.Of("other", [Roles.Doctor], new(clinic.Doctor.Value + 1));

        Problem?[] answers =
        [
            (await clinic.Get<ReadDoctorDay>().Run(clinic.Doctor, null, other, Cancel)).Problem,
            (await clinic.Get<ChangeBookingStatus>().Run(visit, BookingStatus.Arrived, null, other, Cancel)).Problem,
            (await clinic.Get<ReadBookingHistory>().Run(visit, other, Cancel)).Problem,
            (await clinic.Get<ReadVisit>().Run(visit, other, Cancel)).Problem,
            (await clinic.Get<ReadDoctorWeek>().Run(clinic.Doctor, null, other, Cancel)).Problem,
            (await clinic.Get<ReadDayList>().Run(new(null, null, clinic.Doctor, null), other, Cancel)).Problem,
            (await clinic.Get<WaitingTimes>().Run(new(TestClinic.Moscow(2, 9), TestClinic.Moscow(2, 10)), new(clinic.Doctor), other, Cancel)).Problem,
            (await clinic.Get<ReadWaitingReport>().Run(new() { Doctor = clinic.Doctor }, other, Cancel)).Problem,
            (await clinic.Get<CallPatient>().Run(visit, true, null, other, Cancel)).Problem,
            (await clinic.Get<FindFollowUp>().Run(visit, null, other, Cancel)).Problem,
            (await clinic.Get<ReadPatientCard>().Run(card, other, Cancel)).Problem,
            (await clinic.Get<ReadPatientVisits>().Run(card, true, 0, other, Cancel)).Problem,
            (await clinic.Get<MoveBooking>().Run(BookingRef.Id(visit), clinic.Slot(TestClinic.Moscow(2, 12)), null, other, Cancel)).Problem,
            (await clinic.Get<CancelBooking>().Run(BookingRef.Id(visit), null, true, other, Cancel)).Problem,
        ];

        Assert.All(answers, a => Assert.Equal(ProblemCodes.Forbidden, a?.Code));
    }

    [Fact]
    public void Every_use_case_that_takes_an_actor_is_in_the_table()
    {
        var useCases = typeof(Actor).Assembly.GetExportedTypes()
            .Where(t => t.IsClass && t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(m => m.Name == "Run" && m.GetParameters().Any(p => p.ParameterType == typeof(Actor))));

        Assert.Empty(useCases.Except(Table.Keys).Except(Open).Select(t => t.Name));
    }

    private static Agreement Agreement => new(TestClinic.ConsentVersion, "en", null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RosterChange.AddAbsence Away(Asked asked) => new(asked.Clinic.Doctor, new(2026, 12, 20), new(2026, 12, 21), Domain.Rosters.DayReason.DayOff);

    private static async Task<BookingId> Booked(TestClinic clinic, int hour) =>
        (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, hour)), TestClinic.Person(phone: string.Create(CultureInfo.InvariantCulture, $"+7 900 000-00-{hour:00}")))).Value!.Id;

    private static ServiceProvider Services(TestClinic clinic)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clinic.Clock).AddClinicDomain(new HostSettings { Database = clinic.Database });
        services.AddUsers();
        return services.BuildServiceProvider();
    }

    /// <summary>Who asks, and of what.</summary>
    private sealed record Asked(TestClinic Clinic, IServiceProvider Services, Actor Who, BookingId Visit, BookingId OtherVisit, Guid Batch, PatientId Card)
    {
        public T Get<T>()
            where T : notnull => Services.GetRequiredService<T>();
    }

    private sealed record Row(string[] Roles, Func<Asked, Task<Problem?>> Ask)
    {
        public static Row Of<T>(string[] roles, Func<Asked, Task<Result<T>>> ask) => new(roles, async a => (await ask(a)).Problem);
    }
}
