using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Web.Bookings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Web.Reports;

/// <summary>The waiting-time report as its address says: what it shows and nothing of anybody.</summary>
public sealed record WaitingQuery
{
    public const string Page = "/reports/waiting";
    public const string File = "/reports/waiting.csv";

    /// <summary>The names of the periods.</summary>
    public static readonly IReadOnlyDictionary<string, ReportSpan> Periods = new Dictionary<string, ReportSpan>
    {
        ["today"] = ReportSpan.Today,
        ["yesterday"] = ReportSpan.Yesterday,
        ["week"] = ReportSpan.ThisWeek,
        ["last-week"] = ReportSpan.LastWeek,
        ["month"] = ReportSpan.ThisMonth,
        ["last-month"] = ReportSpan.LastMonth,
    };

    /// <summary>One of <see cref="Periods"/>; dates go before it.</summary>
    [FromQuery(Name = "period")]
    public string? Period { get; init; }

    /// <summary>As people type dates.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "site")]
    public string? Site { get; init; }

    [FromQuery(Name = "specialty")]
    public string? Specialty { get; init; }

    [FromQuery(Name = "doctor")]
    public string? Doctor { get; init; }

    /// <summary>The column that the lines are in the order of; the greatest first after a minus.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>What is asked for, <c>invalid</c> with <c>bad-date</c> at a date that nobody can read, or <c>not-found</c> for what is no name of anything.</summary>
    public Result<WaitingWish> Wish()
    {
        var (from, to) = (Date(From), Date(To));
        FieldError[] errors = [.. Unread("/from", From, from), .. Unread("/to", To, to)];
        if (errors.Length > 0)
        {
            return Problem.Invalid(errors);
        }

        // All doctors in place of one that nobody knows would be taken for that one.
        var (bySite, bySpecialty, byDoctor) = (SiteId.TryParse(Site, null, out var site), SpecialtyId.TryParse(Specialty, null, out var specialty), DoctorId.TryParse(Doctor, null, out var doctor));
        return !Known(Site, bySite) || !Known(Specialty, bySpecialty) || !Known(Doctor, byDoctor) ? new Problem(ProblemCodes.NotFound) : new WaitingWish
        {
            Span = Periods.GetValueOrDefault(Period ?? "", new WaitingWish().Span),
            From = from,
            To = to,
            Site = bySite ? site : null,
            Specialty = bySpecialty ? specialty : null,
            Doctor = byDoctor ? doctor : null,
        };
    }

    /// <summary>The address of the page, or of the file.</summary>
    public string Address(string path = Page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["period"] = Period,
        ["from"] = From,
        ["to"] = To,
        ["site"] = Site,
        ["specialty"] = Specialty,
        ["doctor"] = Doctor,
        ["sort"] = Sort,
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>A date as addresses have it.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Date(string? text) => BoardFormat.TryReadDate(text, out var date) ? date : null;

    private static bool Known(string? text, bool read) => read || string.IsNullOrEmpty(text);

    private static IEnumerable<FieldError> Unread(string pointer, string? text, DateOnly? date) =>
        date is null && !string.IsNullOrWhiteSpace(text) ? [new(pointer, ProblemCodes.BadDate)] : [];
}
