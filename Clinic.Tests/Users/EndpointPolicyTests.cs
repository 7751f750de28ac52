using System.Net;
using Clinic.Api.Hosting;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Tests.Users;

public sealed class EndpointPolicyTests
{
    /// <summary>Which roles each policy lets in, said here once more so that a slip in the policies does not pass.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Policies.Reception] = [Roles.Administrator, Roles.Registrar, Roles.CallCentre],
        [Policies.Rosters] = [Roles.Administrator, Roles.Registrar],
        [Policies.Visits] = [Roles.Administrator, Roles.Registrar, Roles.CallCentre, Roles.Doctor],
        [Policies.Reports] = [Roles.Administrator, Roles.Registrar, Roles.Doctor],
        [Policies.Doctor] = [Roles.Doctor],
        [Policies.Administration] = [Roles.Administrator],
        [Policies.SignedIn] = [Roles.Administrator, Roles.Registrar, Roles.CallCentre, Roles.Doctor],
    };

    [Theory, InlineData(true), InlineData(false)]
    public async Task Every_endpoint_of_the_intranet_declares_who_may_use_it(bool demo)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, ("Demo", demo.ToString()));

        var endpoints = Endpoints(web.Services);

        Assert.True(endpoints.Count > 20);
        Assert.Empty(endpoints.Where(e => !Declares(e)).Select(e => e.DisplayName));
    }

    [Fact]
    public async Task Every_endpoint_of_the_public_host_declares_who_may_use_it()
    {
        await using var app = ApiHost.Build([]);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).ToList();

        Assert.True(endpoints.Count > 10);
        Assert.Empty(endpoints.Where(e => !Declares(e)).Select(e => e.DisplayName));
    }

    [Fact]
    public async Task A_protected_page_sends_strangers_to_sign_in_and_refuses_other_roles()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        var browsers = new Dictionary<string, HttpClient>();
        foreach (var role in Roles.All)
        {
            await web.AddUser(role, role == Roles.Doctor ? clinic.Doctor : null, role);
            browsers[role] = web.Browser();
            Assert.Equal(HttpStatusCode.Redirect, (await RunningWeb.SignIn(browsers[role], role)).StatusCode);
        }

        var pages = Endpoints(web.Services).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .ToList();
        Assert.True(pages.Count >= 3);

        foreach (var page in pages)
        {
            var policy = page.Metadata.GetMetadata<IAuthorizeData>()!.Policy!;
            var path = PathOf(page);
            using var stranger = await RunningWeb.Open(web.Browser(), path);
            Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
            Assert.StartsWith("/sign-in?returnUrl=", stranger.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            foreach (var role in Roles.All)
            {
                using var response = await RunningWeb.Open(browsers[role], path);
                Assert.True(
                    (Allowed[policy].Contains(role) && !Missing(page, role)) == (response.StatusCode != HttpStatusCode.Forbidden) && response.Headers.Location?.PathAndQuery.StartsWith("/sign-in", StringComparison.Ordinal) != true,
                    $"{path} as {role}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_doctor_opens_the_journal_of_own_visits_and_of_no_others()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        var other = await clinic.AddDoctor("Сидоров", null, Domain.Rosters.WorkHours.Of("09:00-18:00"));
        var own = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        var others = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10), other), TestClinic.Person("Ёлкин", "+7 900 000-00-02"))).Value!.Id;
        await web.AddUser("petrov", clinic.Doctor, Roles.Doctor);
        await web.AddUser("anna", Roles.CallCentre);
        using var doctor = web.Browser();
        using var reception = web.Browser();
        await RunningWeb.SignIn(doctor, "petrov");
        await RunningWeb.SignIn(reception, "anna");

        foreach (var (browser, id, status) in new[] { (doctor, own, HttpStatusCode.OK), (doctor, others, HttpStatusCode.Forbidden), (reception, own, HttpStatusCode.OK), (reception, others, HttpStatusCode.OK) })
        {
            using var response = await RunningWeb.Open(browser, $"/journal/booking/{id}");
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(status == HttpStatusCode.OK, (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("class=\"journal\"", StringComparison.Ordinal));
        }

        foreach (var path in new[] { "/journal", "/journal/patient/1", "/board/past", $"/journal/batch/{Guid.NewGuid():N}" })
        {
            using var response = await RunningWeb.Open(doctor, path);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Circuits_are_for_those_who_signed_in()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);

        using var response = await RunningWeb.Send(web.Browser(), "/_blazor/negotiate?negotiateVersion=1", new Dictionary<string, string>());

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    // Static files of a build that is not published are found by an endpoint of the framework that declares nothing and so lets nobody in.
    private static List<Endpoint> Endpoints(IServiceProvider services) =>
        [.. services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.DisplayName != "Fallback {**path:file}")];

    /// <summary>Whether the page, for an address made up, tells a doctor no more than that it is not theirs.</summary>
    private static bool Missing(RouteEndpoint page, string role) => role == Roles.Doctor && page.RoutePattern.RawText == "/journal/booking/{Id}";

    /// <summary>An address of the page; parameters are filled with anything.</summary>
    private static string PathOf(RouteEndpoint page) =>
        $"/{string.Join('/', page.RoutePattern.PathSegments.Select(s => s.Parts is [RoutePatternLiteralPart literal] ? literal.Content : "1"))}";

    private static bool Declares(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not null;
}
