using Clinic.Domain.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Clinic.Tests.Settings;

public sealed class VisitorLimitsTests
{
    [Fact]
    public void Unless_set_the_limits_are_the_usual_ones_and_no_proxy_is_trusted()
    {
        var settings = Read();

        Assert.Equal(new VisitorLimits { Enabled = true, Reads = 1200, Writes = 180, Holds = 30, Streams = 100, FormSeconds = 3, Challenge = ChallengeDemand.Suspicious }, settings.ApiLimits);
        Assert.Empty(settings.ApiProxies);
        Assert.Empty(settings.WebProxies);
    }

    [Fact]
    public void Each_of_them_can_be_set()
    {
        var settings = Read(
            ("Api:Limits:Enabled", "false"), ("Api:Limits:Reads", "5"), ("Api:Limits:Writes", "4"), ("Api:Limits:Holds", "3"), ("Api:Limits:Streams", "2"),
            ("Api:Limits:Callbacks", "6"), ("Api:Limits:Wishes", "7"), ("Api:Limits:Codes", "8"), ("Api:Limits:FormSeconds", "9"), ("Api:Challenge", "Always"),
            ("Api:Proxies", "10.0.0.5 10.1.0.0/16,::1;2001:db8::/32"), ("Web:Proxies", "10.0.0.6"));

        Assert.Equal(new VisitorLimits { Enabled = false, Reads = 5, Writes = 4, Holds = 3, Streams = 2, Callbacks = 6, Wishes = 7, Codes = 8, FormSeconds = 9, Challenge = ChallengeDemand.Always }, settings.ApiLimits);
        Assert.Equal(["10.0.0.5/32", "10.1.0.0/16", "::1/128", "2001:db8::/32"], settings.ApiProxies.Select(p => p.ToString()));
        Assert.Equal(["10.0.0.6/32"], settings.WebProxies.Select(p => p.ToString()));
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_key()
    {
        var error = Assert.Throws<SettingsException>(() => Read(
            ("Api:Limits:Reads", "0"), ("Api:Limits:Writes", "many"), ("Api:Limits:Holds", "-1"), ("Api:Limits:Streams", "1.5"), ("Api:Limits:FormSeconds", "soon"), ("Api:Challenge", "sometimes"), ("Api:Proxies", "proxy.example 10.0.0.0/33"), ("Web:Proxies", "nginx")));

        Assert.Equal(
            ["Api:Limits:Reads: '0'", "Api:Limits:Writes: 'many'", "Api:Limits:Holds: '-1'", "Api:Limits:Streams: '1.5'", "Api:Limits:FormSeconds: 'soon'", "Api:Challenge: 'sometimes'", "Api:Proxies: 'proxy.example'", "Api:Proxies: '10.0.0.0/33'", "Web:Proxies: 'nginx'"],
            error.Faults.Select(f => f[..(f.LastIndexOf('\'', f.IndexOf(" is ", StringComparison.Ordinal)) + 1)]));
    }

    private static HostSettings Read(params (string Key, string Value)[] settings) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), development: false);
}
