using System.Net;
using System.Text;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Reports;

public sealed class WaitingFileTests
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public async Task A_spreadsheet_opens_the_file_as_it_is_and_takes_no_name_for_a_formula()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var sly = await clinic.AddDoctor("=HYPERLINK(\"http://a.example\";\"Ильин\")", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, called: 0, begun: 2, done: 27);
        await clinic.Visit(TestClinic.Moscow(1, 10), clinic.Doctor, arrived: -5, called: 16, begun: 18, done: 38);
        await clinic.Visit(TestClinic.Moscow(1, 10), sly, arrived: -4, begun: -2);
        await clinic.Visit(TestClinic.Moscow(1, 11), sly, arrived: -4);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        using var browser = web.Browser();
        await RunningWeb.SignIn(browser, "olga");

        using var answer = await RunningWeb.Open(browser, "/reports/waiting.csv?from=2026-12-01");
        Assert.Equal(("text/csv", "waiting-2026-12-01-2026-12-01.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(
            [
                "Médecin;Arrivés;Pas commencé;Attente, médiane, min;Attente, 90\u00a0%, min;Attente de plus de 15 min;Attente de plus de 30 min;Retard, médiane, min;Retard, 90\u00a0%, min;Consultation, médiane, min",
                "\"'=HYPERLINK(\"\"http://a.example\"\";\"\"Ильин\"\") Пётр Сергеевич\";2;1;2;2;0;0;-2;-2;",
                "Петров Пётр Сергеевич;2;0;15,5;19,9;1;0;10;16,4;22,5",
                "Total;4;1;10;18,8;1;0;2;14,8;22,5",
            ],
            await Lines(answer));

        using var one = await RunningWeb.Open(browser, $"/reports/waiting.csv?from=2026-12-01&doctor={clinic.Doctor}");
        var lines = await Lines(one);
        Assert.Equal(3, lines.Length);
        Assert.Equal("Петров Пётр Сергеевич;2026-12-01;09:00:00;08:50:00;09:00:00;09:02:00;09:27:00;10;2;25", lines[1]);
        Assert.DoesNotContain(lines, l => l.Contains("Орлова", StringComparison.Ordinal) || l.Contains("+7900", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_is_for_those_who_may_read_the_report_and_a_refused_period_is_explained_on_the_page()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var other = await clinic.AddDoctor("Ильин", null, WorkHours.Of("09:00-18:00"));
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, begun: 2);
        await clinic.Visit(TestClinic.Moscow(1, 9), other, arrived: -10, begun: 2);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("petrov", clinic.Doctor, Roles.Doctor);
        await web.AddUser("anna", Roles.CallCentre);
        using var doctor = web.Browser();
        using var reception = web.Browser();
        await RunningWeb.SignIn(doctor, "petrov");
        await RunningWeb.SignIn(reception, "anna");

        using var own = await RunningWeb.Open(doctor, "/reports/waiting.csv");
        Assert.All((await Lines(own))[1..], l => Assert.StartsWith("Петров", l, StringComparison.Ordinal));
        using var others = await RunningWeb.Open(doctor, $"/reports/waiting.csv?doctor={other}");
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        using var closed = await RunningWeb.Open(reception, "/reports/waiting.csv");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        using var refused = await RunningWeb.Open(doctor, "/reports/waiting.csv?from=01.01.2026&to=31.12.2026");
        Assert.Equal("/reports/waiting?from=01.01.2026&to=31.12.2026", refused.Headers.Location!.OriginalString);
        Assert.Contains("92 jours", WebUtility.HtmlDecode(await RunningWeb.Source(doctor, refused.Headers.Location.OriginalString)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor=abc")]
    [InlineData("doctor=4711")]
    [InlineData("specialty=99999999999999999999")]
    [InlineData("site='")]
    public async Task Whom_nobody_knows_is_not_taken_for_everybody(string asked)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await clinic.Visit(TestClinic.Moscow(1, 9), clinic.Doctor, arrived: -10, begun: 2);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        using var browser = web.Browser();
        await RunningWeb.SignIn(browser, "olga");

        using var file = await RunningWeb.Open(browser, $"/reports/waiting.csv?{asked}");

        Assert.Equal(HttpStatusCode.Redirect, file.StatusCode);
        var page = WebUtility.HtmlDecode(await RunningWeb.Source(browser, file.Headers.Location!.OriginalString));
        Assert.Contains("Ce médecin, cette spécialité ou ce site n’existe pas", page, StringComparison.Ordinal);
        Assert.DoesNotContain("report-table", page, StringComparison.Ordinal);
    }

    private static async Task<string[]> Lines(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Mark, bytes[..3]);
        return Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
