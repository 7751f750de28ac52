using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Reports;
using Clinic.Domain.Users;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Reports;

/// <summary>How long patients waited in a period: all doctors of a site, or one doctor visit by visit.</summary>
public sealed partial class WaitingReportPage(ReadWaitingReport read, ReadReportChoices choose, CurrentUser user)
{
    /// <summary>The most visits on the page; the file has them all.</summary>
    public const int MostVisits = 300;

    private Problem? problem;
    private bool own;
    private bool notLinked;
    private string? asked;
    private string? sort;

    [SupplyParameterFromQuery(Name = "period")]
    public string? Period { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    public string? Site { get; set; }

    [SupplyParameterFromQuery(Name = "specialty")]
    public string? Specialty { get; set; }

    [SupplyParameterFromQuery(Name = "doctor")]
    public string? Doctor { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    // Kept from the prerendering, so that nothing flickers when the circuit takes over, and nothing is read twice.
    [PersistentState]
    public WaitingReport? Report { get; set; }

    [PersistentState]
    public ReportChoices? Choices { get; set; }

    /// <summary>The address that the kept report is of.</summary>
    [PersistentState]
    public string? Kept { get; set; }

    private WaitingQuery Query => new() { Period = Period, From = From, To = To, Site = Site, Specialty = Specialty, Doctor = Doctor, Sort = sort };

    protected override async Task OnParametersSetAsync()
    {
        sort = Sort;
        var actor = await user.Actor();
        (own, notLinked) = (!actor.Can(Rights.ReceivePatients), !actor.Can(Rights.ReceivePatients) && actor.DoctorId is null);
        asked = (Query with { Sort = null }).Address();
        if (asked != Kept || Report is null)
        {
            await Load();
        }
        else
        {
            problem = null;
        }
    }

    private void Order(string wanted)
    {
        sort = wanted;
        StateHasChanged();
    }

    private async Task Load()
    {
        try
        {
            var actor = await user.Actor();
            Choices ??= (await choose.Run(actor, CancellationToken.None)).Value;
            var wish = Query.Wish();
            var answer = wish.Ok ? await read.Run(wish.Value, actor, CancellationToken.None) : wish.Problem;
            problem = answer.Problem;
            Report = answer.Value is { } report ? report with { Visits = [.. report.Visits.Take(MostVisits)] } : null;
            Kept = Report is null ? null : asked;
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            (problem, Report) = (new(ProblemCodes.Unavailable), null);
        }
    }

    /// <summary>"23–29 November 2026".</summary>
    private static string Dates(WaitingReport report)
    {
        var (from, to) = (report.From, report.To);
        var first = from.Year != to.Year ? "d MMMM yyyy" : from.Month != to.Month ? "d MMMM" : "%d";
        var last = to.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
        return from == to ? last : $"{from.ToString(first, CultureInfo.CurrentCulture)}{(first == "%d" ? "–" : " – ")}{last}";
    }
}
