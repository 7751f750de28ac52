using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Every reason for which a time is not free, as a stranger meets it: over HTTP, with its status and words, and with nothing left behind.</summary>
public sealed class EveryReasonTests
{
    private static readonly DateTime Ten = TestClinic.Moscow(2, 10);
    private static readonly string[] OfThePatient = [ProblemCodes.Age, ProblemCodes.PatientLimit, ProblemCodes.ReferralRequired];
    private static readonly string[] Conflicts = [ProblemCodes.SlotTaken, ProblemCodes.SlotHeld, ProblemCodes.RoomBusy, ProblemCodes.DeviceBusy];

    /// <summary>How each comes about; answers the start that is asked for.</summary>
    private static readonly Dictionary<string, Func<TestClinic, Task<DateTime>>> Ways = new()
    {
        [ProblemCodes.Taken] = async clinic => At(Ten, (await clinic.Book(clinic.Slot(Ten), HandMade.Somebody(9))).Ok),
        [ProblemCodes.Held] = async clinic => At(Ten, (await clinic.Get<HoldSlot>().Run(clinic.Slot(Ten), Actor.Stranger, HandMade.Cancel)).Ok),
        [ProblemCodes.OutsideRoster] = _ => Task.FromResult(TestClinic.Moscow(2, 20)),
        [ProblemCodes.ClosedDay] = clinic => With(clinic, new Closure { SiteId = clinic.Site, From = new(2026, 12, 2), To = new(2026, 12, 2) }),
        [ProblemCodes.Absent] = clinic => With(clinic, new Absence { DoctorId = clinic.Doctor, From = new(2026, 12, 2), To = new(2026, 12, 2), Reason = DayReason.Sick }),
        [ProblemCodes.ChannelClosed] = clinic => Line(clinic, l => l.Access = AccessRules.Parse("only registry part=10:00-11:00")),
        [ProblemCodes.Quota] = async clinic =>
        {
            await Line(clinic, l => l.Access = AccessRules.Parse("quota online count=1"));
            return At(Ten, (await clinic.Book(clinic.Slot(Ten.AddHours(1)), HandMade.Somebody(9))).Ok);
        },
        [ProblemCodes.NotYetReleased] = clinic => Line(clinic, l => l.Access = AccessRules.Parse("opens online opens=1d@08:05")),
        [ProblemCodes.LeadTime] = async clinic => At(TestClinic.Moscow(1, 9), await Rules(clinic, p => p.LeadMinutes = 61)),
        [ProblemCodes.Horizon] = async clinic => At(Ten, await Rules(clinic, p => p.HorizonDays = 1)),
        [ProblemCodes.TooShort] = _ => Task.FromResult(TestClinic.Moscow(2, 12, 35)),
        [ProblemCodes.RoomBusy] = async clinic =>
        {
            var colleague = await clinic.AddDoctor("Сидоров", clinic.Room, WorkHours.Of("09:00-18:00"));
            return At(Ten, (await clinic.Book(clinic.Slot(Ten.AddMinutes(15), colleague), HandMade.Somebody(9))).Ok);
        },
        [ProblemCodes.DeviceBusy] = async clinic =>
        {
            await clinic.Device();
            await clinic.Type(t => t.Needs = ["УЗИ"]);
            var colleague = await clinic.AddDoctor("Сидоров", null, WorkHours.Of("09:00-18:00"));
            return At(Ten, (await clinic.Book(clinic.Slot(Ten.AddMinutes(15), colleague), HandMade.Somebody(9))).Ok);
        },
        [ProblemCodes.TypeNotOffered] = clinic => Line(clinic, l => l.VisitTypes = IdList.Of(new VisitTypeId(999))),
        [ProblemCodes.Age] = clinic => Type(clinic, t => t.MaxAge = 17),
        [ProblemCodes.PatientLimit] = async clinic =>
        {
            await Rules(clinic, p => p.MaxActivePerSpecialty = 1);
            return At(Ten, (await clinic.Book(clinic.Slot(Ten.AddHours(1)), HandMade.Somebody(1))).Ok);
        },
        [ProblemCodes.ReferralRequired] = clinic => Type(clinic, t => t.ReferralRequired = true),
        [ProblemCodes.Past] = _ => Task.FromResult(TestClinic.Moscow(1, 8)),
    };

    public static TheoryData<string> Codes => [.. Ways.Keys];

    [Theory, MemberData(nameof(Codes))]
    public async Task A_stranger_is_told_the_reason_and_nothing_is_stored(string reason)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var start = await Ways[reason](clinic);
        await using var api = await RunningApi.Start(clinic);
        var (slot, stored) = (clinic.Slot(start).ToString(), await Stored(clinic));
        var code = reason switch
        {
            ProblemCodes.Taken => ProblemCodes.SlotTaken,
            ProblemCodes.Held => ProblemCodes.SlotHeld,
            _ => reason,
        };

        var answers = new List<(int Status, JsonElement Body)> { await api.Book(slot, "+7 900 000-00-01") };
        if (!OfThePatient.Contains(reason))
        {
            answers.Add(await Hold(api, slot));
            Assert.Contains(reason, await Explained(api, clinic, start));
        }

        Assert.All(answers, a =>
        {
            Assert.Equal((Conflicts.Contains(code) ? 409 : 422, code), (a.Status, a.Body.GetProperty("code").GetString()));
            Assert.NotEqual(code, a.Body.GetProperty("detail").GetString());
            Assert.Equal(Conflicts.Contains(code) || code == ProblemCodes.Quota, a.Body.TryGetProperty("alternatives", out var others) && others.GetArrayLength() > 0);
        });
        Assert.Equal(stored, await Stored(clinic));
        await Invariants.Hold(clinic);
    }

    [Fact]
    public void No_reason_of_the_vocabulary_is_left_out()
    {
        // The reasons stand in front of the other codes.
        var reasons = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => f.MetadataToken)
            .TakeWhile(f => f.Name != nameof(ProblemCodes.SlotTaken)).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(reasons.Order(), Ways.Keys.Order());
        Assert.Equal(
            "absent age channel-closed closed-day device-busy held horizon lead-time not-yet-released outside-roster past patient-limit quota referral-required room-busy taken too-short type-not-offered",
            string.Join(' ', Ways.Keys.Order(StringComparer.Ordinal)));
    }

    private static async Task<(int Status, JsonElement Body)> Hold(RunningApi api, string slot)
    {
        using var response = await api.Http.PostAsJsonAsync("/api/v1/holds", new { slot });
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<IEnumerable<string?>> Explained(RunningApi api, TestClinic clinic, DateTime start)
    {
        var (from, to) = (start.ToString("s", CultureInfo.InvariantCulture), start.AddMinutes(Cell.Minutes).ToString("s", CultureInfo.InvariantCulture));
        var query = $"doctor={clinic.Doctor}&visitType={clinic.VisitType}&from={from}Z&to={to}Z";
        var answer = await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/slots/explain?{query}");
        Assert.Equal(answer.ToString(), (await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/slots?explain=1&{query}")).ToString());
        return answer.GetProperty("items").EnumerateArray().Single().GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("code").GetString());
    }

    /// <summary>How many rows there are of everything that a booking or hold writes.</summary>
    private static Task<(int, int, int, int, int, int, int)> Stored(TestClinic clinic) => clinic.Read(async db => (
        await db.Bookings.CountAsync(), await db.Holds.CountAsync(), await db.Occupancy.CountAsync(), await db.Contacts.CountAsync(),
        await db.IdempotencyKeys.CountAsync(), await db.Audit.CountAsync(), await db.Changes.CountAsync()));

    private static DateTime At(DateTime start, bool prepared)
    {
        Assert.True(prepared);
        return start;
    }

    private static async Task<DateTime> With(TestClinic clinic, object row)
    {
        await clinic.Change(db => Task.FromResult(db.Add(row)));
        return Ten;
    }

    private static async Task<DateTime> Line(TestClinic clinic, Action<RosterLine> edit)
    {
        await clinic.Change(async db => edit(await db.RosterLines.AsTracking().SingleAsync()));
        return Ten;
    }

    private static async Task<DateTime> Type(TestClinic clinic, Action<Domain.VisitTypes.VisitType> edit)
    {
        await clinic.Type(edit);
        return Ten;
    }

    private static async Task<bool> Rules(TestClinic clinic, Action<Domain.Settings.ClinicProfile> edit)
    {
        await clinic.Rules(edit);
        return true;
    }
}
