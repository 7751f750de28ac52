using Microsoft.AspNetCore.HttpOverrides;

namespace Clinic.Api.Hosting;

/// <summary>Who may say for whom it asks.</summary>
internal static class TrustedProxies
{
    /// <summary>
    /// From here on the address and the scheme are the visitor's own, as far as trusted proxies tell them: of a chain the last address that is none of
    /// theirs. Comes before everything that looks at the address.
    /// </summary>
    internal static void UseTrustedProxies(this WebApplication app, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // Loopback is trusted by default, and would be so for every program on the machine.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }
}
