using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Hosting;

/// <summary><c>verify</c>: checks every invariant on a live database and changes nothing; one line for each thing broken, exit code 1 if there is any.</summary>
internal static class VerifyCommand
{
    internal static async Task<int> Run(string[] args)
    {
        await using var services = Commands.Services(args);
        try
        {
            if (!await IsMigrated(services.GetRequiredService<IDbContextFactory<ClinicDb>>()))
            {
                await Console.Error.WriteLineAsync("verify: the database of ConnectionStrings:Clinic is not in the newest shape. Run 'Clinic.Web migrate' first.");
                return 1;
            }

            var broken = await services.GetRequiredService<VerifyDatabase>().Run(CancellationToken.None);
            foreach (var line in broken)
            {
                Console.WriteLine(line);
            }

            if (broken.Count == 0)
            {
                Console.WriteLine(await Counts(services.GetRequiredService<IDbContextFactory<ClinicDb>>()));
            }

            return broken.Count == 0 ? 0 : 1;
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            await Console.Error.WriteLineAsync($"verify: the database of ConnectionStrings:Clinic cannot be read ({error.Message.TrimEnd('.')}).");
            return 1;
        }
    }

    private static async Task<bool> IsMigrated(IDbContextFactory<ClinicDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        return !(await db.Database.GetPendingMigrationsAsync()).Any();
    }

    private static async Task<string> Counts(IDbContextFactory<ClinicDb> factory)
    {
        await using var db = await factory.CreateDbContextAsync();
        return $"ok: {await db.Bookings.CountAsync()} bookings, {await db.Holds.CountAsync()} holds, {await db.Occupancy.CountAsync()} cells, " +
            $"{await db.Audit.CountAsync()} audit entries ({await db.Audit.CountAsync(a => a.SealNo != null)} sealed), {await db.Changes.CountAsync()} changes";
    }
}
