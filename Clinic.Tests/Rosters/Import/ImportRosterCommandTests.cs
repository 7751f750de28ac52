using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Clinic.Tests.Rosters.Workbook;
using Clinic.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Rosters.Import;

public sealed class ImportRosterCommandTests
{
    [Fact]
    public async Task The_command_previews_refuses_applies_and_then_has_nothing_to_do()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var file = Path.Combine(Path.GetTempPath(), $"roster-{Guid.NewGuid():N}.xlsx");
        await File.WriteAllBytesAsync(file, Samples.Bytes("roster-clinic.xlsx"), TestContext.Current.CancellationToken);
        Task<int> Import(params string[] more) => Program.Main(
            ["import-roster", file, "--lang", "ru", "--ConnectionStrings:Clinic", clinic.Database.ConnectionString, .. more]);

        // The sample is of December 2026, and the command goes by the real clock: without work ahead there would be nothing to ask.
        Assert.SkipWhen(TimeProvider.System.GetUtcNow() > new DateTimeOffset(2026, 12, 30, 0, 0, 0, TimeSpan.Zero), "the sample's month has passed");
        Assert.Equal(1, await Import());
        Assert.Equal(1, await Import("--apply"));
        Assert.Equal(0, await Import("--create-missing"));
        Assert.Empty(await clinic.Exceptions());
        Assert.Equal(0, await Import("--create-missing", "--apply"));
        Assert.Equal(7, await clinic.Read(db => db.Doctors.CountAsync()));
        var rows = (await clinic.Exceptions()).Count;
        Assert.Equal(0, await Import("--apply"));
        Assert.Equal(rows, (await clinic.Exceptions()).Count);
        File.Delete(file);
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-file.xlsx")]
    [InlineData("a.xlsx", "b.xlsx")]
    [InlineData("a.xlsx", "--site", "first")]
    [InlineData("a.xlsx", "--aply")]
    [InlineData("a.xlsx", "--lang", "de")]
    public async Task Wrong_usage_is_told_by_exit_code_2(params string[] arguments) =>
        Assert.Equal(2, await Program.Main(["import-roster", .. arguments]));
}
