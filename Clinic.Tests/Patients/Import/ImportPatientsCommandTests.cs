using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Clinic.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients.Import;

public sealed class ImportPatientsCommandTests
{
    [Fact]
    public async Task The_command_previews_refuses_applies_and_then_has_nothing_to_do()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var file = Path.Combine(Path.GetTempPath(), $"patients-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, "ФИО;Дата рождения;Телефон\nИванова Мария;31.01.1980;8 916 123-45-67\nОрлова Анна;31.01.1980;12", TestContext.Current.CancellationToken);
        Task<int> Import(params string[] more) => Program.Main(["import-patients", file, "--lang", "ru", "--ConnectionStrings:Clinic", clinic.Database.ConnectionString, .. more]);

        Assert.Equal(1, await Import());
        Assert.Equal(1, await Import("--apply"));
        Assert.Equal(0, await Import("--without-faulty"));
        Assert.Equal(0, await clinic.Read(db => db.Patients.CountAsync()));
        Assert.Equal(0, await Import("--without-faulty", "--apply"));
        Assert.Equal(0, await Import("--without-faulty", "--apply"));
        Assert.Equal(2, await Import("--create-missing"));
        Assert.Equal(1, await clinic.Read(db => db.Patients.CountAsync()));
        File.Delete(file);
    }
}
