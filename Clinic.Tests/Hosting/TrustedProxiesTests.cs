using System.Net;
using Clinic.Api.Hosting;
using Clinic.Domain.Database;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>Whose limits count: those of the peer, or of whoever a trusted proxy asks for.</summary>
public sealed class TrustedProxiesTests
{
    private const int Few = 3;

    [Fact]
    public async Task Whoever_is_not_trusted_cannot_say_for_whom_it_asks()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await Start(clinic, "10.0.0.1 192.168.0.0/16");
        await using var none = await Start(clinic, "");

        foreach (var host in new[] { api, none })
        {
            var answers = new List<HttpStatusCode>();
            for (var i = 1; i <= Few + 2; i++)
            {
                answers.Add(await Ask(host, $"203.0.113.{i}"));
            }

            Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, Few), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        }
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.2")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("[2001:db8:1:2::1]:4711", "203.0.113.1:4711")]
    public async Task Behind_a_trusted_proxy_each_visitor_has_limits_of_their_own(string one, string other)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await Start(clinic, "127.0.0.1");

        await UseUp(api, one);

        Assert.Equal(HttpStatusCode.OK, await Ask(api, other));
    }

    [Fact]
    public async Task Of_a_chain_the_last_address_that_is_no_proxy_counts_whatever_stands_before_it()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await Start(clinic, "127.0.0.1, 10.0.0.0/8");

        await UseUp(api, "198.51.100.1, 203.0.113.1, 10.0.0.7");

        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(api, "198.51.100.99, 203.0.113.1, 10.9.9.9"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(api, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await Ask(api, "203.0.113.1, 203.0.113.2, 10.0.0.7"));
    }

    [Fact]
    public async Task All_addresses_of_an_IPv6_network_share_one_limit()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await Start(clinic, "127.0.0.1");

        await UseUp(api, "2001:db8:1:2::1");

        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(api, "2001:db8:1:2:ffff::9"));
        Assert.Equal(VisitorAddress.Of(IPAddress.Parse("203.0.113.1")), VisitorAddress.Of(IPAddress.Parse("::ffff:203.0.113.1")));
        Assert.NotEqual(VisitorAddress.Of(IPAddress.Parse("0.0.0.1")), VisitorAddress.Of(IPAddress.Parse("0:0:0:1::")));
    }

    internal static async Task<HttpStatusCode> Ask(RunningApi api, string forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/clinic");
        request.Headers.Add("X-Forwarded-For", forwarded);
        using var response = await api.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task UseUp(RunningApi api, string forwarded)
    {
        for (var i = 0; i < Few; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await Ask(api, forwarded));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(api, forwarded));
    }

    private static Task<RunningApi> Start(TestClinic clinic, string proxies) =>
        RunningApi.Start(clinic, ("Api:Limits:Enabled", "true"), ("Api:Limits:Reads", $"{Few}"), ("Api:Proxies", proxies));
}
