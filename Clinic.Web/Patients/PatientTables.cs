using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Patients.Import;
using Clinic.Web.Rosters;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Clinic.Web.Patients;

/// <summary>Empty tables to fill in and import.</summary>
public static class PatientTables
{
    public static void MapPatientTables(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/patients/import/{kind}-{language}.xlsx", Download).RequireAuthorization(Policies.Administration);

    private static Results<FileContentHttpResult, NotFound> Download(string kind, string language) =>
        Enum.TryParse<PatientTableKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && LocalText.Languages.Contains(language)
            ? TypedResults.File(PatientTableTemplate.Write(known, CultureInfo.GetCultureInfo(language)), RosterSamples.Excel, $"{kind}-{language}.xlsx")
            : TypedResults.NotFound();
}
