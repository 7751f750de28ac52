using System.Globalization;
using System.Security.Claims;
using System.Text;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Web.Users;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Reports;

/// <summary>The waiting-time report as a file for spreadsheets: a line for each doctor, or for each visit of the one doctor. It says nothing of any patient.</summary>
public static class WaitingFile
{
    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet(WaitingQuery.File, Download).RequireAuthorization(Policies.Reports);

    // Who asks for what the page refuses reads there why.
    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, ForbidHttpResult>> Download(
        [AsParameters] WaitingQuery query, ReadWaitingReport read, IStringLocalizer<ReportTexts> texts, ClaimsPrincipal user, CancellationToken cancel)
    {
        var wish = query.Wish();
        var report = wish.Ok ? await read.Run(wish.Value, user.Actor(), cancel) : wish.Problem;
        return report.Ok ? TypedResults.File(Write(report.Value, texts), "text/csv; charset=utf-8", $"waiting-{WaitingQuery.Text(report.Value.From)}-{WaitingQuery.Text(report.Value.To)}.csv")
            : report.Problem.Code == ProblemCodes.Forbidden ? TypedResults.Forbid()
            : TypedResults.Redirect(query.Address());
    }

    /// <summary>UTF-8 with its mark, semicolons and the reader's decimals: what Excel opens by a double click.</summary>
    public static byte[] Write(WaitingReport report, IStringLocalizer<ReportTexts> texts)
    {
        using var memory = new MemoryStream();
        using (var writer = new CsvWriter(new StreamWriter(memory, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)), new CsvConfiguration(CultureInfo.CurrentCulture) { Delimiter = ";" }))
        {
            foreach (var line in report.Doctor is null ? Doctors(report, texts) : Visits(report, texts))
            {
                foreach (var field in line)
                {
                    writer.WriteField(field);
                }

                writer.NextRecord();
            }
        }

        return memory.ToArray();
    }

    private static IEnumerable<string[]> Doctors(WaitingReport report, IStringLocalizer<ReportTexts> texts)
    {
        yield return
        [
            texts["Doctor"], texts["Came"], texts["NotBegun"], texts["File.Waited"], texts["File.WaitedNinth"], texts["Over15"], texts["Over30"],
            texts["File.Behind"], texts["File.BehindNinth"], texts["File.InRoom"],
        ];
        foreach (var (name, times) in report.Doctors.Select(d => (d.Name.Full, d.Times)).Append((texts["Total"], report.All)))
        {
            yield return
            [
                Plain(name), Count(times.Came), Count(times.NotBegun), Minutes(times.Waited?.Median), Minutes(times.Waited?.Ninth), Count(times.OverQuarter), Count(times.OverHalf),
                Minutes(times.Behind?.Median), Minutes(times.Behind?.Ninth), Minutes(times.InRoom?.Median),
            ];
        }
    }

    private static IEnumerable<string[]> Visits(WaitingReport report, IStringLocalizer<ReportTexts> texts)
    {
        yield return
        [
            texts["Doctor"], texts["Date"], texts["Time"], texts["Arrived"], texts["Called"], texts["Begun"], texts["Done"],
            texts["File.WaitedOne"], texts["File.BehindOne"], texts["File.InRoomOne"],
        ];
        foreach (var visit in report.Visits)
        {
            yield return
            [
                Plain(report.Doctor!.Name.Full), WaitingQuery.Text(DateOnly.FromDateTime(report.Local(visit.Start))), Clock(visit.Start), Clock(visit.ArrivedAt), Clock(visit.CalledAt),
                Clock(visit.StartedAt), Clock(visit.DoneAt), Minutes(visit.Waited), Minutes(visit.Behind), Minutes(visit.InRoom),
            ];
        }

        string Clock(DateTime? instant) => instant is { } at ? report.Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";
    }

    /// <summary>A text that no spreadsheet takes for a formula.</summary>
    private static string Plain(string text) => text.Length > 0 && text.TrimStart() is ['=' or '+' or '-' or '@', ..] or ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan? time) => time?.TotalMinutes.ToString("0.##", CultureInfo.CurrentCulture) ?? "";
}
