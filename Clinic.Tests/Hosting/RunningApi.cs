using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Api.Hosting;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clinic.Tests.Hosting;

/// <summary>The real public host on a free port over the database of a <see cref="TestClinic"/>, with its clock.</summary>
public sealed class RunningApi : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningApi(WebApplication app)
    {
        this.app = app;
        Http = new() { BaseAddress = new(app.Urls.Single()) };
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static Task<RunningApi> Start(TestClinic clinic, params (string Key, string Value)[] settings) => Start(clinic, null, settings);

    public static async Task<RunningApi> Start(TestClinic clinic, QueryLog? log, params (string Key, string Value)[] settings)
    {
        var app = ApiHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Database:Provider"] = clinic.Database.Provider.ToString(),
                ["ConnectionStrings:Clinic"] = clinic.Database.ConnectionString,
                ["Api:Urls"] = "http://127.0.0.1:0",
                ["Api:Limits:Enabled"] = "false",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            builder.Services.AddSingleton<TimeProvider>(clinic.Clock);
            builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            if (log is not null)
            {
                builder.Logging.AddProvider(log).AddFilter<QueryLog>("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Debug);
            }
        });
        await app.StartAsync();
        return new(app);
    }

    /// <summary>The host learns at once of what the test has written into the database of facts; by itself it would within a blink.</summary>
    public async Task Learn()
    {
        // What is being read for the first time meanwhile may be older in part.
        var timetables = app.Services.GetRequiredService<TimetableCache>();
        await timetables.Current(CancellationToken.None);
        await timetables.Apply(new Change { Kind = ChangeKind.Reference });
    }

    /// <summary>Books over HTTP; answers status and body.</summary>
    public async Task<(int Status, JsonElement Body)> Book(string slot, string phone, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings")
        {
            Content = JsonContent.Create(new
            {
                slot,
                patient = new { name = new { family = "Иванова", given = "Мария" }, phone, birthDate = "1980-01-31" },
                consent = new { version = TestClinic.ConsentVersion },
            }),
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
