using System.Diagnostics;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Users;

/// <summary>The command as the clinic's IT person runs it.</summary>
public sealed class CreateAdminTests
{
    [Fact]
    public async Task Makes_an_administrator_of_an_empty_database_with_the_password_from_the_input()
    {
        await using var database = await TestDatabase.CreateEmpty(DatabaseProvider.Sqlite);

        var (code, output) = await Run(database, "long enough 1\n", "--user", "root");

        Assert.True(code == 0, output);
        Assert.DoesNotContain("long enough 1", output, StringComparison.Ordinal);
        await using var clinic = TestClinic.Over(database);
        var user = await clinic.Read(db => db.Users.SingleAsync());
        Assert.Equal("root", user.UserName);
        Assert.Equal([Roles.Administrator], await clinic.Read(db => db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync()));
        Assert.Equal("create", (await clinic.Read(db => db.Audit.SingleAsync())).Action);
    }

    [Theory]
    [InlineData("sh0rt", "at least 10")]
    [InlineData("aaaaaaaaaaaa", "5 different")]
    public async Task A_weak_password_is_refused_with_the_reason(string password, string reason)
    {
        await using var database = await TestDatabase.Create(DatabaseProvider.Sqlite);

        var (code, output) = await Run(database, $"{password}\n", "--user", "root");

        Assert.Equal(1, code);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain(password, output, StringComparison.Ordinal);
        await using var clinic = TestClinic.Over(database);
        Assert.False(await clinic.Read(db => db.Users.AnyAsync()));
    }

    private static async Task<(int Code, string Output)> Run(TestDatabase database, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(Web.Program).Assembly.Location, "create-admin", .. arguments, "--ConnectionStrings:Clinic", database.Settings.ConnectionString])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LANG"] = "en_GB.UTF-8";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
