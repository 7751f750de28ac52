using Clinic.Domain.Database;
using Clinic.Domain.Demo;

namespace Clinic.Web.Hosting;

/// <summary><c>seed-demo</c>: makes the invented clinic in an empty database, and only there.</summary>
internal static class SeedDemoCommand
{
    internal static async Task<int> Run(string[] args)
    {
        await using var services = Commands.Services(args);
        await services.GetRequiredService<MigrateDatabase>().Run(CancellationToken.None);
        if (await services.GetRequiredService<SeedDemo>().Run(CancellationToken.None))
        {
            Console.WriteLine("The demo clinic is ready. Start the server with Demo=true to sign in as one of its users.");
            return 0;
        }

        await Console.Error.WriteLineAsync("seed-demo: the database already holds a clinic and was left as it is. Name an empty one with ConnectionStrings:Clinic.");
        return 1;
    }
}
