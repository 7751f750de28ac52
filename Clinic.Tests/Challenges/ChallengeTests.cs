using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Challenges;

/// <summary>The price that somebody pays who behaves like a robot.</summary>
public sealed class ChallengeTests
{
    private static readonly string[] Doors = ["holds", "bookings", "callbacks", "waiting-list"];

    [Fact]
    public async Task Where_it_is_always_demanded_every_door_that_makes_something_names_its_price_and_takes_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Challenge", "always"));

        foreach (var (number, door) in Doors.Index())
        {
            var (status, problem) = await Post(api, clinic, door, number, null);
            Assert.Equal((428, "challenge-required"), (status, problem["code"]!.GetValue<string>()));

            var solution = Solve(problem["challenge"]!);
            Assert.Equal(201, (await Post(api, clinic, door, number, solution)).Status);
            Assert.Equal(428, (await Post(api, clinic, door, number + 10, solution)).Status);
        }

        Assert.True((await api.Http.GetAsync("/api/v1/slots", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task A_challenge_is_asked_for_beforehand_lasts_five_minutes_and_nobody_else_makes_one()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Challenge", "always"));
        var (one, other, late) = (await Challenge(api), await Challenge(api), await Challenge(api));

        Assert.Equal(201, (await Post(api, clinic, "holds", 0, Solve(one))).Status);
        foreach (var wrong in new[] { "", "x", "e30=", "bnVsbA==", "W10=", new string('A', 5000), Solve(other, number => number + 1), Solve(Signed(other, "00")), Solve(Stretched(other)) })
        {
            Assert.Equal(428, (await Post(api, clinic, "holds", 1, wrong)).Status);
        }

        // What was refused has not been used up.
        Assert.Equal(201, (await Post(api, clinic, "holds", 1, Solve(other))).Status);
        clinic.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(428, (await Post(api, clinic, "holds", 2, Solve(late))).Status);
    }

    [Fact]
    public async Task Sent_many_times_at_once_a_solution_counts_once()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic, ("Api:Challenge", "always"));
        var solution = Solve(await Challenge(api));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Post(api, clinic, "callbacks", i, solution)));

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal(428, a.Status));
    }

    [Fact]
    public async Task Usually_only_an_address_that_has_used_half_of_its_writes_is_asked()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        (string Key, string Value)[] settings = [("Api:Limits:Enabled", "true"), ("Api:Limits:Writes", "10"), ("Api:Proxies", "127.0.0.1")];
        await using var api = await RunningApi.Start(clinic, settings);
        await using var never = await RunningApi.Start(clinic, [.. settings, ("Api:Challenge", "off")]);

        var answers = new List<int>();
        for (var i = 0; i < 11; i++)
        {
            answers.Add((await Post(api, clinic, "callbacks", i, null, "203.0.113.1")).Status);
        }

        Assert.Equal([201, 201, 201, 201, 201, 428, 428, 428, 428, 428, 429], answers);
        Assert.Equal(201, (await Post(api, clinic, "callbacks", 20, null, "203.0.113.2")).Status);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(201, (await Post(never, clinic, "callbacks", 30 + i, null, "203.0.113.1")).Status);
        }
    }

    [Fact]
    public async Task The_library_of_ALTCHA_and_this_server_understand_one_another()
    {
        var folder = Path.Combine(Root(), "Clinic.Tests", "Challenges");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), $"npm ci was not run in {folder}; deploy/test does");
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var api = await RunningApi.Start(clinic, ("Api:Challenge", "always"));
        var key = Convert.ToHexStringLower(await clinic.Get<Domain.Settings.InstallationKeys>().Get(Domain.Settings.InstallationKeys.Visitors, TestContext.Current.CancellationToken));
        var (ours, solved) = (await Challenge(api), await Challenge(api));

        var seen = await Node(folder, new JsonObject { ["key"] = key, ["challenge"] = ours.DeepClone(), ["solution"] = Solve(solved) });

        Assert.True(seen["verified"]!.GetValue<bool>());
        foreach (var (number, (name, status)) in new[] { ("solved", 201), ("own", 201), ("own", 428), ("stale", 428), ("foreign", 428) }.Index())
        {
            Assert.Equal((name, status), (name, (await Post(api, clinic, "callbacks", number, seen[name]!.GetValue<string>())).Status));
        }
    }

    /// <summary>The header for a challenge, found by trying.</summary>
    internal static string Solve(JsonNode challenge, Func<int, int>? change = null)
    {
        var (wanted, salt) = (challenge["challenge"]!.GetValue<string>(), challenge["salt"]!.GetValue<string>());
        var number = Enumerable.Range(0, challenge["maxnumber"]!.GetValue<int>() + 1).First(n => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}{n}"))) == wanted);
        var solution = new JsonObject
        {
            ["algorithm"] = challenge["algorithm"]!.GetValue<string>(),
            ["challenge"] = wanted,
            ["number"] = change?.Invoke(number) ?? number,
            ["salt"] = challenge["sent"]?.GetValue<string>() ?? salt,
            ["signature"] = challenge["signature"]!.GetValue<string>(),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(solution.ToJsonString()));
    }

    private static JsonNode Signed(JsonNode challenge, string signature)
    {
        var copy = challenge.DeepClone();
        copy["signature"] = signature;
        return copy;
    }

    /// <summary>The same with a later expiry.</summary>
    private static JsonNode Stretched(JsonNode challenge)
    {
        var copy = challenge.DeepClone();
        copy["sent"] = copy["salt"]!.GetValue<string>().Replace("expires=1", "expires=2", StringComparison.Ordinal);
        return copy;
    }

    private static async Task<JsonNode> Challenge(RunningApi api)
    {
        using var response = await api.Http.GetAsync(new Uri("/api/v1/challenge", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(response.Headers.CacheControl!.NoStore);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private static async Task<(int Status, JsonNode Body)> Post(RunningApi api, TestClinic clinic, string door, int number, string? solution, string? address = null)
    {
        var start = TestClinic.Moscow(2 + (number / 5), 14).AddMinutes(30 * (number % 5));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{door}")
        {
            Content = JsonContent.Create(new
            {
                slot = clinic.Slot(start).ToString(),
                patient = new { name = new { family = "Иванова", given = "Мария" }, phone = $"+7 900 000-01-{number:00}" },
                consent = new { version = TestClinic.ConsentVersion },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (solution is not null)
        {
            request.Headers.TryAddWithoutValidation("Altcha", solution);
        }

        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        using var response = await api.Http.SendAsync(request);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private static async Task<JsonNode> Node(string folder, JsonNode input)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node", "altcha.js")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonNode.Parse(output)!;
    }

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
