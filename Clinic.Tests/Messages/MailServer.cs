using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Channels;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Messages;

/// <summary>A mail server not of our making on a free port, and a reader of mail not of our making behind it (server.js).</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string From = "booking@clinic.example";

    private readonly Process process;
    private readonly string folder;
    private readonly Channel<JsonElement> letters = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();

    private MailServer(Process process, string folder, MailSettings settings)
    {
        (this.process, this.folder, Settings) = (process, folder, settings);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                letters.Writer.TryWrite(JsonDocument.Parse(text).RootElement);
            }
        };
        process.BeginOutputReadLine();
    }

    public MailSettings Settings { get; }

    /// <summary>Where the scripts are, and what npm put beside them.</summary>
    public static string Folder { get; } = Here();

    public static async Task<MailServer> Start(MailSecurity security, int? port = null)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), $"npm ci was not run in {Folder}; deploy/test does");
        var folder = Directory.CreateTempSubdirectory("clinic-mail-").FullName;
        var pem = Path.Combine(folder, "certificate.pem");
        var hash = await Certificate(pem);
        var at = port ?? ServerProcess.FreePort();
        var process = Node("server.js", at.ToString(System.Globalization.CultureInfo.InvariantCulture), security.ToString().ToLowerInvariant(), pem);
        var settings = new MailSettings("localhost", at, security, From) { Certificate = security == MailSecurity.None ? null : hash };
        var server = new MailServer(process, folder, security == MailSecurity.None ? settings : settings with { User = "clinic", Password = "пароль 42" });
        await server.Letter();
        return server;
    }

    /// <summary>Runs a script to its end with the text as its input; answers what it wrote.</summary>
    public static async Task<JsonElement> Read(string script, string text)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), $"npm ci was not run in {Folder}; deploy/test does");
        using var process = Node(script);
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>The next letter that came, as the reader of mail understood it.</summary>
    public async Task<JsonElement> Letter() => await letters.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Letters that came and were not looked at.</summary>
    public int Unread => letters.Reader.Count;

    /// <summary>From now on every recipient is answered with this number; none to take them all.</summary>
    public Task Answer(int? reply) => Say(reply is { } number ? $"reject {number}" : "accept");

    /// <summary>So many letters more are acknowledged; the next one is taken and waits for <see cref="Release"/>.</summary>
    public Task Hold(int after) => Say($"hold {after}");

    /// <summary>Acknowledges what waits, and all that follow.</summary>
    public Task Release() => Say("release");

    private async Task Say(string word)
    {
        await process.StandardInput.WriteLineAsync(word);
        await process.StandardInput.FlushAsync();
        await Letter();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Node(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(false),
        StandardOutputEncoding = System.Text.Encoding.UTF8,
    })!;

    private static async Task<string> Certificate(string file)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return Convert.ToHexString(SHA256.HashData(certificate.RawData));
    }

    private static string Here()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Clinic.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the repository.");
        }

        return Path.Combine(folder, "Clinic.Tests", "Messages");
    }
}
