using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>A start that cannot succeed stops with one clear line for each key at fault.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("clinic-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task All_broken_settings_are_told_at_once()
    {
        await using var server = ServerProcess.Start("Clinic.Web", folder, [], ("Database:Provider", "Oracle"), ("Web:Urls", "nonsense"), ("Api:InProcess", "perhaps"));
        Assert.Equal(1, await server.Exit());
        Assert.Equal(3, server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(["Database:Provider", "Web:Urls", "Api:InProcess"], key => Assert.Contains($"{key}: ", server.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Web:Urls", "Api:Urls")]
    [InlineData("Api:Urls", "Web:Urls")]
    public async Task An_occupied_port_is_told_with_its_key(string taken, string free)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var server = ServerProcess.Start(
            "Clinic.Web", folder, [], (taken, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), (free, $"http://127.0.0.1:{ServerProcess.FreePort()}"));
        Assert.Equal(1, await server.Exit());
        Assert.Contains($"{taken}: cannot listen on http://127.0.0.1:", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var server = ServerProcess.Start("Clinic.Web", folder, ["migrate"], ("ConnectionStrings:Clinic", $"Data Source={file}/clinic.db"));
        Assert.Equal(1, await server.Exit());
        Assert.StartsWith("ConnectionStrings:Clinic: ", server.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_database_is_told_with_its_key()
    {
        await using var server = ServerProcess.Start(
            "Clinic.Web", folder, ["migrate"], ("Database:Provider", "Postgres"), ("ConnectionStrings:Clinic", $"Host=127.0.0.1;Port={ServerProcess.FreePort()};Username=clinic;Database=clinic"));
        Assert.Equal(1, await server.Exit());
        Assert.StartsWith("ConnectionStrings:Clinic: ", server.Output.Trim(), StringComparison.Ordinal);
    }
}
