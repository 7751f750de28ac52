using System.Net;
using System.Net.Sockets;
using Clinic.Domain.Database;
using Microsoft.Extensions.Configuration;

namespace Clinic.Domain.Settings;

/// <summary>Everything that is set outside the database, read once at start. Both hosts read the same keys.</summary>
public sealed record HostSettings
{
    /// <summary>Optional settings file in the folder the program is started in; the environment and the command line win over it.</summary>
    public const string FileName = "clinic.json";

    /// <summary><c>Database:Provider</c> and <c>ConnectionStrings:Clinic</c>.</summary>
    public DatabaseSettings Database { get; init; } = new(DatabaseProvider.Sqlite, DatabaseSettings.DefaultSqlite);

    /// <summary><c>Web:Urls</c>, separated by semicolons.</summary>
    public IReadOnlyList<string> WebUrls { get; init; } = ["http://localhost:5080"];

    /// <summary><c>Web:Keys</c>: folder of the keys that protect sign-ins; beside the embedded database unless set. Several intranet processes share one.</summary>
    public string WebKeys { get; init; } = ".data/keys";

    /// <summary><c>Api:Urls</c>, separated by semicolons.</summary>
    public IReadOnlyList<string> ApiUrls { get; init; } = ["http://localhost:5090"];

    /// <summary><c>Api:PublicUrl</c>: where patients reach the public host, for links on paper. Unless set, the first of <see cref="ApiUrls"/> that other machines can open; null for none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary><c>Api:InProcess</c>: Clinic.Web starts the public host as well.</summary>
    public bool ApiInProcess { get; init; } = true;

    /// <summary><c>Api:Limits:*</c> and <c>Api:Challenge</c>.</summary>
    public VisitorLimits ApiLimits { get; init; } = new();

    /// <summary><c>Api:Proxies</c>, addresses or networks separated by spaces: who may say in X-Forwarded-For and X-Forwarded-Proto for whom it asks. Empty trusts nobody.</summary>
    public IReadOnlyList<IPNetwork> ApiProxies { get; init; } = [];

    /// <summary><c>Web:Proxies</c>: the same for the intranet.</summary>
    public IReadOnlyList<IPNetwork> WebProxies { get; init; } = [];

    /// <summary><c>Api:AllowedOrigins</c>, separated by spaces: websites that may embed the widget; * for all. Empty allows none but the public host itself.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary><c>Mail:*</c>; null sends nothing, and messages wait.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary><c>Demo</c>: an invented clinic and one-click sign-in. On in Development unless set.</summary>
    public bool Demo { get; init; }

    /// <summary><see cref="PublicUrl"/> without a slash at its end; null where there is none.</summary>
    public string? PublicAddress => PublicUrl?.AbsoluteUri.TrimEnd('/');

    /// <summary>The private link of a booking; null where patients cannot reach the public host.</summary>
    /// <param name="token">The booking's.</param>
    /// <param name="language">What the patient reads: ru, en or fr.</param>
    public string? VisitLink(string token, string language) => PublicAddress is { } host ? $"{host}/visit?lang={language}#{token}" : null;

    /// <exception cref="SettingsException">With one line for each setting at fault.</exception>
    public static HostSettings Read(IConfiguration configuration, bool development)
    {
        var faults = new List<string>();
        var demo = Flag(configuration, "Demo", development, faults);
        var database = Provider(configuration, faults);
        var api = Urls(configuration, "Api:Urls", "http://localhost:5090", faults);
        var settings = new HostSettings
        {
            Database = database,
            WebKeys = configuration["Web:Keys"] ?? Path.Combine(database.Folder ?? ".data", "keys"),
            WebUrls = Urls(configuration, "Web:Urls", "http://localhost:5080", faults),
            ApiUrls = api,
            PublicUrl = Public(configuration, api, faults),
            ApiInProcess = Flag(configuration, "Api:InProcess", true, faults),
            ApiLimits = VisitorLimits.Read(configuration, faults),
            ApiProxies = Networks(configuration, "Api:Proxies", faults),
            WebProxies = Networks(configuration, "Web:Proxies", faults),
            AllowedOrigins = Origins(configuration, demo, faults),
            Mail = MailSettings.Read(configuration, faults),
            Demo = demo,
        };
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static DatabaseSettings Provider(IConfiguration configuration, List<string> faults)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        var connection = configuration.GetConnectionString("Clinic");
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
        {
            faults.Add($"Database:Provider: '{name}' is none of {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        }
        else if (provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(connection))
        {
            faults.Add($"ConnectionStrings:Clinic: {provider} needs a connection string.");
        }

        return new(provider, string.IsNullOrWhiteSpace(connection) ? DatabaseSettings.DefaultSqlite : connection);
    }

    private static string[] Urls(IConfiguration configuration, string key, string otherwise, List<string> faults)
    {
        var urls = (configuration[key] ?? otherwise).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
        {
            faults.Add($"{key}: no address is given; expected something like {otherwise}.");
        }

        foreach (var url in urls.Where(u => !IsAddress(u)))
        {
            faults.Add($"{key}: '{url}' is not an address such as {otherwise}.");
        }

        return urls;
    }

    private static Uri? Public(IConfiguration configuration, string[] api, List<string> faults)
    {
        if (configuration["Api:PublicUrl"] is not { Length: > 0 } said)
        {
            return api.Where(u => !u.Contains('*') && !u.Contains('+')).Select(u => Uri.TryCreate(u, UriKind.Absolute, out var uri) ? uri : null)
                .FirstOrDefault(u => u is { IsLoopback: false } && u.Host is not ("0.0.0.0" or "[::]"));
        }

        if (!Uri.TryCreate(said, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            faults.Add($"Api:PublicUrl: '{said}' is not an address such as https://booking.clinic.example.");
        }

        return address;
    }

    // Kestrel also understands a star or plus for every address of the machine.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/";

    private static string[] Origins(IConfiguration configuration, bool demo, List<string> faults)
    {
        var origins = (configuration["Api:AllowedOrigins"] ?? (demo ? "*" : "")).Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries);
        foreach (var origin in origins.Where(o => o != "*" && !(Uri.TryCreate(o, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == o)))
        {
            faults.Add($"Api:AllowedOrigins: '{origin}' is not an origin such as https://clinic.example (no path, no slash at the end).");
        }

        return origins;
    }

    private static List<IPNetwork> Networks(IConfiguration configuration, string key, List<string> faults)
    {
        var networks = new List<IPNetwork>();
        foreach (var word in (configuration[key] ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(word, out var one))
            {
                networks.Add(new(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else if (IPNetwork.TryParse(word, out var network))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add($"{key}: '{word}' is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/24.");
            }
        }

        return networks;
    }

    internal static bool Flag(IConfiguration configuration, string key, bool otherwise, List<string> faults)
    {
        var text = configuration[key];
        if (text is null)
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out var value))
        {
            faults.Add($"{key}: '{text}' is neither true nor false.");
        }

        return value;
    }
}

/// <summary>The program cannot start as it is set up; each line names a key.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
