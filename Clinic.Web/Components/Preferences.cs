using System.Globalization;
using Clinic.Domain;
using Microsoft.AspNetCore.Localization;

namespace Clinic.Web.Components;

/// <summary>Language and colours of this browser, kept in cookies so that the first byte of a page is already right.</summary>
public static class Preferences
{
    public const string Light = "light";
    public const string Dark = "dark";

    private const string LanguageCookie = "clinic-language";
    private const string ThemeCookie = "clinic-theme";

    // English as written outside America: the clock has 24 hours and the day comes before the month.
    private static readonly Dictionary<string, CultureInfo> Cultures = new()
    {
        ["ru"] = CultureInfo.GetCultureInfo("ru-RU"),
        ["en"] = CultureInfo.GetCultureInfo("en-GB"),
        ["fr"] = CultureInfo.GetCultureInfo("fr-FR"),
    };

    public static IServiceCollection AddLanguages(this IServiceCollection services) => services
        .AddLocalization()
        .AddRequestLocalization(o =>
        {
            o.DefaultRequestCulture = new(Cultures["ru"]);
            o.SupportedCultures = o.SupportedUICultures = [.. Cultures.Values];
            o.RequestCultureProviders = [new CustomRequestCultureProvider(c => Task.FromResult(Chosen(c)))];
        });

    public static string? Language(HttpContext context) => context.Request.Cookies[LanguageCookie] is { } language && Cultures.ContainsKey(language) ? language : null;

    public static void Language(HttpContext context, string language) => Keep(context, LanguageCookie, language);

    public static void ForgetLanguage(HttpContext context) => context.Response.Cookies.Delete(LanguageCookie);

    public static string Theme(HttpContext? context) => context?.Request.Cookies[ThemeCookie] == Dark ? Dark : Light;

    public static void Theme(HttpContext context, string theme) => Keep(context, ThemeCookie, theme);

    private static void Keep(HttpContext context, string name, string value) => context.Response.Cookies.Append(
        name, value, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/", MaxAge = TimeSpan.FromDays(400), Secure = context.Request.IsHttps });

    private static ProviderCultureResult? Chosen(HttpContext context)
    {
        var language = Language(context) ?? context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(l => l is not null && LocalText.Languages.Contains(l));
        return language is null ? null : new(Cultures[language].Name);
    }
}
