using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Tests.Documentation;

/// <summary>The description of the public API is whole, sound, and never takes anything back.</summary>
public sealed class DocumentTests(Browser browser)
{
    private static string Folder => Path.Combine(Root(), "Clinic.Tests", "Documentation");

    [Fact]
    public async Task Every_route_is_described_and_nothing_else_is()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);

        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m.ToLowerInvariant()} {e.RoutePattern.RawText!.TrimEnd('/')}"));

        Assert.Equal(routes.Order(StringComparer.Ordinal), ApiDocument.Current.Operations.Select(o => o.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(ApiDocument.Current.Operations.Count(), ApiDocument.Current.Operations.Select(o => o.Id).Distinct().Count());
        var served = await api.Http.GetFromJsonAsync<JsonNode>("/openapi/v1.json");
        Assert.True(JsonNode.DeepEquals(ApiDocument.Current.Root, served));
    }

    /// <summary>
    /// The stored copy is what partners may rely on. What is added to the document is added to the copy when it is released; what is taken away
    /// fails here.
    /// </summary>
    [Fact]
    public async Task Nothing_that_partners_rely_on_is_taken_away()
    {
        var promised = new ApiDocument(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "openapi.json")))!);

        Assert.Empty(new Narrowing(promised, ApiDocument.Current).Find());
    }

    [Theory]
    [InlineData("a path", "/api/v1/slots: is gone")]
    [InlineData("a member of an answer", "/items[]/end: is gone")]
    [InlineData("a promise", "/items[]/end: may be missing now")]
    [InlineData("a type", "/items[]/end: was string")]
    [InlineData("a new duty", "/comment: is required now")]
    [InlineData("a value", "/payment/kind: values are gone")]
    [InlineData("a parameter", "query:limit: is gone")]
    public void Whatever_is_taken_away_is_found(string what, string loss)
    {
        var changed = ApiDocument.Current.Copy();
        var (root, schemas) = (changed.Root, changed.Root["components"]!["schemas"]!);
        var payment = schemas["BookingRequest"]!["properties"]!["payment"]!.AsObject();
        Action change = what switch
        {
            "a path" => () => root["paths"]!.AsObject().Remove("/api/v1/slots"),
            "a member of an answer" => () => schemas["Slot"]!["properties"]!.AsObject().Remove("end"),
            "a promise" => () => Remove(schemas["Slot"]!["required"]!, "end"),
            "a type" => () => schemas["Slot"]!["properties"]!["end"] = new JsonObject { ["type"] = "integer" },
            "a new duty" => () => schemas["BookingRequest"]!["required"]!.AsArray().Add("comment"),
            "a value" => () => Remove(schemas["Payment"]!["properties"]!["kind"]!["enum"]!, "oms"),
            _ => () => Drop(root["paths"]!["/api/v1/slots"]!["get"]!["parameters"]!.AsArray(), p => p["name"]?.GetValue<string>() == "limit"),
        };
        change();

        Assert.Contains(new Narrowing(ApiDocument.Current, changed).Find(), f => f.Contains(loss, StringComparison.Ordinal));
        Assert.NotEmpty(payment);
    }

    [Fact]
    public void Every_example_is_what_its_schema_says()
    {
        var check = new SchemaCheck(ApiDocument.Current);
        var contents = ApiDocument.Current.Operations.SelectMany(o => o.Answers.Select(a => a.Answer["content"]?.AsObject().First().Value).Append(o.Body).OfType<JsonNode>().Select(c => (Operation: o, Content: c)));

        Assert.Empty(contents.SelectMany(c => check.Faults(c.Content["example"], c.Content["schema"]!).Select(f => $"{c.Operation} {f}")));
    }

    [Fact]
    public async Task Spectral_and_Redocly_find_nothing()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "the linters are not installed; deploy/test installs them");
        var start = new ProcessStartInfo("npm", ["run", "--silent", "check"]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";

        using var lint = Process.Start(start)!;
        var (output, errors) = (lint.StandardOutput.ReadToEndAsync(), lint.StandardError.ReadToEndAsync());
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(lint.ExitCode == 0, $"{await output}\n{await errors}");
    }

    [Fact]
    public async Task The_page_for_people_shows_every_operation_and_loads_nothing_from_elsewhere()
    {
        var faults = new List<string>();
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        var page = await browser.Page(faults, "en-GB", origins: [api.Http.BaseAddress!.ToString()]);

        await page.GotoAsync($"{api.Http.BaseAddress}docs");

        await Microsoft.Playwright.Assertions.Expect(page.Locator("nav a")).ToHaveCountAsync(ApiDocument.Current.Operations.Count());
        await Microsoft.Playwright.Assertions.Expect(page.Locator("#createCallback h3")).ToBeVisibleAsync();
        Assert.Empty(faults);
        await page.CloseAsync();
    }

    private static void Remove(JsonNode list, string value) => Drop(list.AsArray(), v => v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() == value);

    private static void Drop(JsonArray list, Func<JsonNode, bool> which) => list.Remove(list.First(v => which(v!)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clinic.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
