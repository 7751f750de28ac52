using System.Globalization;
using System.Text.Encodings.Web;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Settings;

/// <summary>The consent text a patient agrees to, under its version, as a plain page.</summary>
public static class ConsentEndpoints
{
    public static void MapConsent(this IEndpointRouteBuilder routes) => routes.MapGet("/consent/{version}", GetConsent).Public();

    private static async Task<IResult> GetConsent(string version, string? lang, IDbContextFactory<ClinicDb> factory, HttpResponse response, CancellationToken cancel)
    {
        var language = LocalText.Languages.Contains(lang) ? lang! : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var text = await db.ConsentTexts.FirstOrDefaultAsync(c => c.Version == version && c.Language == language, cancel);
        if (text is null)
        {
            return new Problem(ProblemCodes.NotFound).Refuse();
        }

        var clinic = (await db.Profile.Select(p => p.Name).SingleAsync(cancel)).In(new(language));
        var encoder = HtmlEncoder.Default;
        var paragraphs = string.Concat(text.Text.ReplaceLineEndings("\n").Split("\n\n").Select(p => $"<p>{encoder.Encode(p)}</p>"));
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(
            $"""<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{encoder.Encode(clinic)}</title><link rel="stylesheet" href="/w/visit.css"><main class="consent"><h1>{encoder.Encode(clinic)}</h1>{paragraphs}</main></html>""",
            "text/html; charset=utf-8");
    }
}
