using System.Net;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Xunit;

namespace Clinic.Tests.Hosting;

public sealed class DatabaseGoneTests
{
    [Fact]
    public async Task Without_a_database_every_page_is_still_a_page()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic, "Production");
        await web.AddUser("anna", Roles.Registrar);
        using var browser = web.Browser();
        using var stranger = web.Browser();
        await RunningWeb.SignIn(browser, "anna");

        string[] tables = ["Profile", "Sites", "AspNetUsers"];
        await clinic.Change(db => Run(db, tables.Select(t => $"ALTER TABLE \"{t}\" RENAME TO \"{t}Gone\"")));
        foreach (var path in new[] { "/sign-in", "/board", "/doctors" })
        {
            using var response = await RunningWeb.Open(path == "/sign-in" ? stranger : browser, path);
            var source = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("</html>", source, StringComparison.Ordinal);
            Assert.DoesNotContain("SqliteException", source, StringComparison.Ordinal);
        }

        await clinic.Change(db => Run(db, tables.Select(t => $"ALTER TABLE \"{t}Gone\" RENAME TO \"{t}\"")));
        using var again = await RunningWeb.Open(browser, "/board");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static async Task Run(ClinicDb db, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, statement);
        }
    }
}
