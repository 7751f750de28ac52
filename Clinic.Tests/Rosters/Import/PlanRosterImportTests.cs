using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Workbook;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Clinic.Tests.Rosters.Import.ImportDesk;

namespace Clinic.Tests.Rosters.Import;

public sealed class PlanRosterImportTests
{
    [Theory, EveryDatabase]
    public async Task A_booked_visit_that_loses_its_shift_is_listed_and_kept(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9)));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)), TestClinic.Person("Сидорова", "+7 900 000-00-02"));
        await clinic.Book(clinic.Slot(TestClinic.Moscow(3, 9)), TestClinic.Person("Козлова", "+7 900 000-00-03"));

        var plan = await clinic.Import(Month(Petrov((2, "10-12"))));

        var visit = Assert.Single(plan.AffectedBookings);
        Assert.Equal(("Иванова", "Петров", 9), (visit.Patient!.Family, visit.Doctor.Family, visit.Start.Hour));
        Assert.Equal(3, await clinic.Read(db => db.Bookings.CountAsync()));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task Letters_say_why_there_is_no_work(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var plan = await clinic.Import(Month(Petrov((2, "О"), (3, "Б"), (4, "К"), (5, "У"), (6, "В"))));

        Assert.Equal(5, plan.Count(DayChangeKind.Removed));
        Assert.Equal(
            [DayReason.Vacation, DayReason.Sick, DayReason.Trip, DayReason.Training, DayReason.DayOff],
            (await clinic.Exceptions()).Select(e => e.Reason));
        Assert.Equal("отпуск", plan.Days[0].After.Describe(new("ru")));
        Assert.Empty(await clinic.FreeTimes(2));
    }

    [Theory, EveryDatabase]
    public async Task A_night_shift_reaches_into_the_next_day(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Import(Month(Petrov((2, "20-8"), (3, ""))));

        Assert.Equal(8, (await clinic.FreeTimes(2)).Count);
        Assert.Equal(["00:00", "07:30"], (await clinic.FreeTimes(3)).Where(t => t is "00:00" or "07:30" or "08:00"));
    }

    [Theory, EveryDatabase]
    public async Task Two_lines_of_a_doctor_are_one_day(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Line("Петров П. С.|Терапевт|101|30", "9-12"), Line("Петров П. С.|Терапевт|Каб. 101|20", "", (2, "14-16")));

        var plan = await clinic.Import(workbook);

        Assert.Single(plan.Doctors);
        Assert.Equal("09:00–12:00, room 101, 30 min each; 14:00–16:00, room 101, 20 min each", plan.Days.Single(d => d.Date.Day == 2).After.Describe(new("en")));
        Assert.Equal(10, (await clinic.FreeTimes(2)).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_created_doctor_is_bookable_at_once(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Line("Новиков Николай Ильич|Кардиолог|305|20", "", (2, "9-10")));
        var blocked = await clinic.Plan(workbook);
        Assert.Equal([WorkbookProblemCodes.UnknownDoctor], blocked.Problems.Select(p => p.Code));
        Assert.Empty(blocked.Days);

        var plan = await clinic.Import(workbook, CreateAll);

        Assert.Equal((1, 1, "Кардиолог"), (plan.NewDoctors.Count(), plan.NewRooms.Count(), plan.NewSpecialties.Single().Ru));
        var doctor = await clinic.Read(db => db.Doctors.SingleAsync(d => d.Family == "Новиков"));
        Assert.Equal(["09:00", "09:20", "09:40"], await clinic.FreeTimes(2, doctor.Id));
        var slot = (await clinic.Slots(TestClinic.Moscow(2, 0), TestClinic.Moscow(3, 0), doctor.Id))[0];
        Assert.True((await clinic.Book(slot.Id)).Ok);
        Assert.Equal("Приём: Кардиолог", (await clinic.Read(db => db.VisitTypes.SingleAsync(t => t.Id == slot.VisitTypeId))).Name.Ru);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_new_doctor_of_a_known_specialty_offers_its_visit_types(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await clinic.Change(async db =>
        {
            var cardiology = new Specialty { Name = new("Кардиология", "Cardiology") };
            db.Add(cardiology);
            await db.SaveChangesAsync();
            db.Add(new Domain.VisitTypes.VisitType { Name = new("ЭКГ"), SpecialtyId = cardiology.Id, Minutes = 15 });
        });

        var plan = await clinic.Import(Month(Line("Новиков Н. И.|врач-кардиолог|101|", "", (2, "20-21"))), CreateAll);

        Assert.Empty(plan.NewSpecialties);
        Assert.Equal(4, (await clinic.FreeTimes(2)).Count(t => t.StartsWith("20", StringComparison.Ordinal)));
    }

    [Theory, EveryDatabase]
    public async Task A_near_name_is_asked_about_and_never_merged_by_itself(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var workbook = Month(Line("Петров П. А.|||", "", (2, "10-12")));

        var open = await clinic.Plan(workbook, CreateAll);

        var question = Assert.Single(open.DoctorQuestions);
        Assert.Equal(clinic.Doctor, Assert.Single(question.Candidates).Id);
        Assert.Null(question.Answer);
        Assert.Equal([WorkbookProblemCodes.WhichDoctor], open.Problems.Select(p => p.Code));
        Assert.Empty(open.Days);

        var same = Answer(question, new(DoctorChoice.Same, clinic.Doctor));
        Assert.Equal(31, (await clinic.Plan(workbook, same)).Changes.Count());
        Assert.True((await clinic.Plan(workbook, Answer(question, new(DoctorChoice.Skip)))) is { IsEmpty: true, HasErrors: false });
        await clinic.Import(workbook, Answer(question, new(DoctorChoice.New)));
        Assert.Equal(2, await clinic.Read(db => db.Doctors.CountAsync(d => d.Family == "Петров")));
        Assert.Equal(16, (await clinic.FreeTimes(3)).Count);
    }

    [Theory]
    [InlineData("Петров Пётр Сергеевич", true, 0)]
    [InlineData("ПЕТРОВ П. С.", true, 0)]
    [InlineData("П. С. Петров", true, 0)]
    [InlineData("Петров П.", false, 1)]
    [InlineData("Петров", false, 1)]
    [InlineData("Петров Павел Сергеевич", false, 1)]
    [InlineData("Пётров П. С.", false, 1)]
    [InlineData("Петроф П. С.", false, 1)]
    [InlineData("Петрова П. С.", false, 1)]
    [InlineData("Петроф К. С.", false, 0)]
    [InlineData("Иванов П. С.", false, 0)]
    public async Task Names_match_certainly_perhaps_or_not(string written, bool match, int candidates)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var plan = await clinic.Plan(Month(Line($"{written}|||", "", (2, "10-12"))));

        Assert.Equal(match, plan.Doctors.Any(d => d.Id == clinic.Doctor));
        Assert.Equal(candidates, plan.DoctorQuestions.Sum(q => q.Candidates.Count));
        Assert.Equal(match ? 0 : 1, plan.DoctorQuestions.Count);
    }

    [Fact]
    public async Task Two_doctors_of_one_abbreviation_are_asked_about()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.AddDoctor("Петров", null, WorkHours.None);

        var plan = await clinic.Plan(Month(Petrov((2, "10-12"))));

        Assert.Equal(2, Assert.Single(plan.DoctorQuestions).Candidates.Count);
        Assert.Empty(plan.Days);
    }

    [Fact]
    public async Task A_doctor_who_had_left_returns_only_when_told_so()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db => db.Doctors.ExecuteUpdateAsync(d => d.SetProperty(x => x.Active, false)));
        var workbook = Month(Petrov((2, "10-12")));
        var question = Assert.Single((await clinic.Plan(workbook)).DoctorQuestions);
        Assert.False(Assert.Single(question.Candidates).Active);

        await clinic.Import(workbook, Answer(question, new(DoctorChoice.Same, clinic.Doctor)));

        Assert.Equal(4, (await clinic.FreeTimes(2)).Count);
    }

    [Fact]
    public async Task Two_names_of_one_doctor_cannot_work_at_two_places_at_once()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var plan = await clinic.Plan(Month(Petrov(), Line("Петров Пётр Сергеевич|||", "", (2, "12-15"))));

        Assert.Equal(WorkbookProblemCodes.DoubleWork, Assert.Single(plan.Problems).Code);
        Assert.Equal((1, 0), (plan.Faulty, plan.Days.Count));
    }

    [Fact]
    public async Task An_unknown_room_is_asked_about_and_may_be_left_out()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var workbook = Month(Petrov((2, "10-12 к.7"), (3, "10-12 к. 101")));

        var open = await clinic.Plan(workbook);
        Assert.Equal((WorkbookProblemCodes.UnknownRoom, "F3"), (Assert.Single(open.Problems).Code, open.Problems[0].Address));
        Assert.Equal([3], open.Days.Select(d => d.Date.Day));

        var without = await clinic.Plan(workbook, new() { Rooms = new Dictionary<string, bool> { [open.RoomQuestions.Single().Key] = false } });
        Assert.False(without.HasErrors);
        Assert.Null(without.Days[0].After.Work.Single().Room);
    }

    [Fact]
    public async Task Two_doctors_in_one_room_at_once_are_told_once()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);

        var plan = await clinic.Plan(Month(Line("Петров П. С.||101|", "9-13"), Line("Новиков Н. И.||101|", "12-15")), CreateAll);

        Assert.Equal((WorkbookProblemCodes.RoomShared, ProblemSeverity.Warning), (Assert.Single(plan.Problems).Code, plan.Problems[0].Severity));
        Assert.False(plan.HasErrors);
    }

    [Fact]
    public async Task Work_on_a_closed_day_or_during_an_absence_is_told()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Change(db =>
        {
            db.Add(new Closure { SiteId = clinic.Site, From = new(2026, 12, 31), To = new(2027, 1, 8), Reason = "" });
            db.Add(new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 20), To = new(2026, 12, 22), Reason = DayReason.Vacation });
            return Task.CompletedTask;
        });

        var plan = await clinic.Plan(Month(Petrov()));
        var resting = await clinic.Plan(Month(Petrov((20, "О"), (21, "О"), (22, ""), (31, "П"))));

        Assert.Equal([WorkbookProblemCodes.SiteClosed, WorkbookProblemCodes.DoctorAbsent], plan.Problems.Select(p => p.Code));
        Assert.Empty(resting.Problems);
        Assert.True(resting.IsEmpty);
    }

    [Theory]
    [InlineData("roster-clinic.xlsx")]
    [InlineData("roster-ru.xlsx")]
    [InlineData("roster-en.xlsx")]
    [InlineData("roster-fr.xlsx")]
    public async Task Every_sample_is_imported_and_then_nothing_is_left_to_do(string name)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var workbook = Samples.Read(name);

        var plan = await clinic.Import(workbook, CreateAll);

        Assert.Equal(plan.Doctors.Count, plan.NewDoctors.Count());
        Assert.True((await clinic.Plan(workbook, CreateAll)).IsEmpty);
        await Invariants.Hold(clinic);
    }

    private static RosterImportDecisions Answer(DoctorQuestion question, DoctorDecision decision) =>
        new() { CreateMissing = true, Doctors = new Dictionary<string, DoctorDecision> { [question.Key] = decision } };
}
