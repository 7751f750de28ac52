using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Domain.Hosting;

/// <summary>Who may say for whom it asks.</summary>
public static class TrustedProxies
{
    private const int HttpsPort = 443;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    /// <summary>For how long a browser that came by https comes by nothing else.</summary>
    public static IServiceCollection AddEncryption(this IServiceCollection services) => services.AddHsts(o => o.MaxAge = Remembered);

    /// <summary>
    /// From here on the address and the scheme are the visitor's own, as far as trusted proxies tell them: of a chain the last address that is none of
    /// theirs. Comes before everything that looks at either.
    /// </summary>
    public static void UseTrustedProxies(this WebApplication app, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        if (proxies.Count > 0)
        {
            app.UseForwardedHeaders(Options(proxies));
        }

        // Said by https alone, and never of this machine's own name. A browser keeps it for all ports of a name: at a port of our own the website beside us would be meant as well.
        app.UseWhen(c => c.Request.Host.Port is null or HttpsPort, https => https.UseHsts());
    }

    private static ForwardedHeadersOptions Options(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };

        // Loopback is trusted by default, and would be so for every program on the machine.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }
}
