using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Hosting;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Web.Patients;
using Clinic.Web.Rosters;
using Clinic.Web.Users;

namespace Clinic.Web.Hosting;

/// <summary>The command line: <c>Clinic.Web COMMAND [arguments] [--Setting:Key value]</c>.</summary>
public static class Commands
{
    /// <summary>Null for a setting: the server then starts. A word that is no command must not start one.</summary>
    public static Func<string[], Task<int>>? Find(string name) => name switch
    {
        "migrate" => Migrate,
        "seed-demo" => SeedDemoCommand.Run,
        "verify" => VerifyCommand.Run,
        "create-admin" => MakeAdmin,
        "import-roster" => args => ImportCommand.Run<ImportRosterCommand>(args, Services),
        "import-patients" => args => ImportCommand.Run<ImportPatientsCommand>(args, Services),
        _ when (name.StartsWith('-') || name.Contains('=', StringComparison.Ordinal)) && name is not ("--help" or "-h") => null,
        _ => _ => Usage(name),
    };

    private static async Task<int> Usage(string name)
    {
        var asked = name is "--help" or "-h" or "help";
        await (asked ? Console.Out : Console.Error).WriteLineAsync(
            $"{(asked ? "" : $"There is no command {name}. ")}Clinic.Web [migrate | create-admin | import-roster FILE [--apply] | import-patients FILE [--apply] | verify | seed-demo] [--Setting:Key value]; without a command the server starts.");
        return asked ? 0 : 2;
    }

    private static async Task<int> Migrate(string[] args)
    {
        await using var services = Services(args);
        await services.GetRequiredService<MigrateDatabase>().Run(CancellationToken.None);
        return 0;
    }

    private static async Task<int> MakeAdmin(string[] args)
    {
        await using var services = Services(args);
        return await ActivatorUtilities.CreateInstance<CreateAdmin>(services).Run(CancellationToken.None);
    }

    /// <summary>The domain without a host, set up from the same settings.</summary>
    internal static ServiceProvider Services(string[] args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddClinicFile(args);
        var environment = configuration["ASPNETCORE_ENVIRONMENT"] ?? Environments.Production;
        var settings = HostSettings.Read(configuration, environment == Environments.Development);
        var services = new ServiceCollection().AddLogging(l => l.AddClinicLogging()).AddSingleton<IConfiguration>(configuration).AddLocalization().AddClinicDomain(settings);
        services.AddUsers().AddErrorDescriber<UserErrors>();
        return services.BuildServiceProvider();
    }
}
