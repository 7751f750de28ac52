using System.Net;
using System.Text.RegularExpressions;
using Clinic.Domain.Users;
using Clinic.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>The real intranet on a free port over the database of a <see cref="TestClinic"/>.</summary>
public sealed partial class RunningWeb : IAsyncDisposable
{
    public const string Password = "correct horse 42";

    private readonly WebApplication app;

    private RunningWeb(WebApplication app)
    {
        this.app = app;
        Address = new(app.Urls.Single());
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public static Task<RunningWeb> Start(TestClinic clinic, params (string Key, string Value)[] settings) => Start(clinic, "Development", settings);

    public static async Task<RunningWeb> Start(TestClinic clinic, string environment, params (string Key, string Value)[] settings)
    {
        var app = WebHost.Build(["--environment", environment], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Database:Provider"] = clinic.Database.Provider.ToString(),
                ["ConnectionStrings:Clinic"] = clinic.Database.ConnectionString,
                ["Web:Urls"] = "http://127.0.0.1:0",
                ["Demo"] = "false",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            builder.Services.AddSingleton<TimeProvider>(new GoingClock(clinic.Clock));
            builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        });
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A browser without a circuit: keeps cookies, follows nothing.</summary>
    public HttpClient Browser(CookieContainer? cookies = null, string language = "en")
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies ?? new(), AllowAutoRedirect = false }) { BaseAddress = Address };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return http;
    }

    public async Task AddUser(string name, params string[] roles) => await AddUser(name, null, roles);

    public async Task AddUser(string name, Domain.DoctorId? doctor, params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, name, roles, "fr", doctor), Password, Actor.System, CancellationToken.None);
        Assert.True(made.Succeeded, made.ToString());
    }

    /// <summary>Fills in the sign-in page and sends it.</summary>
    public static async Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string password = Password, string page = "/sign-in")
    {
        var token = await Token(browser, page);
        return await browser.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Input.Name"] = name,
            ["Input.Password"] = password,
        }));
    }

    /// <summary>Signs in the profile of a page as the form does, without having its browser draw the form and the page that follows.</summary>
    public async Task SignIn(IPage page, string name)
    {
        var source = await (await page.APIRequest.GetAsync($"{Address}sign-in")).TextAsync();
        var form = page.APIRequest.CreateFormData();
        form.Set("_handler", "sign-in").Set("__RequestVerificationToken", Token(source)).Set("Input.Name", name).Set("Input.Password", Password);
        var answer = await page.APIRequest.PostAsync($"{Address}sign-in", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Redirect, answer.Status);
    }

    /// <summary>Presses a button of the page that sends a form.</summary>
    public static async Task<HttpResponseMessage> Press(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = await Token(browser, page);
        return await browser.PostAsync(
            new Uri(action, UriKind.Relative),
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(new("__RequestVerificationToken", token))));
    }

    /// <summary>Opens an address.</summary>
    public static Task<HttpResponseMessage> Open(HttpClient browser, string path) => browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The source of a page.</summary>
    public static Task<string> Source(HttpClient browser, string path) => browser.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Sends a form that no page of ours made.</summary>
    public static Task<HttpResponseMessage> Send(HttpClient browser, string path, IReadOnlyDictionary<string, string> fields) =>
        browser.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>What the forms of a page send along, so that they are believed.</summary>
    internal static string Token(string source) => TokenField().Match(source).Groups[1].Value;

    private static async Task<string> Token(HttpClient browser, string page) => Token(await browser.GetStringAsync(new Uri(page, UriKind.Relative)));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
