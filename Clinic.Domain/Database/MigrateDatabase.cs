using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Database;

/// <summary>Brings the database to the newest shape and makes what an empty one needs: keys, roles, profile, consent text. Run by Clinic.Web only.</summary>
public sealed class MigrateDatabase(IDbContextFactory<ClinicDb> factory, DatabaseSettings settings)
{
    /// <exception cref="SettingsException">The folder of the embedded database cannot be written, or the server cannot be reached.</exception>
    public async Task Run(CancellationToken cancel)
    {
        MakeFolder();
        try
        {
            await Migrate(cancel);
        }
        catch (Exception error) when (DatabaseErrors.IsUnreachable(error))
        {
            throw new SettingsException([$"ConnectionStrings:Clinic: the {settings.Provider} database cannot be opened ({error.GetBaseException().Message})"]);
        }
    }

    private async Task Migrate(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        }

        await InstallationKeys.Ensure(db, cancel);
        await EnsureRoles.Run(db, cancel);
        await ChangeLog.Rebase(db, cancel);
        await AuditSpans.Fill(db, cancel);
        if (!await db.Profile.AnyAsync(cancel))
        {
            db.Add(new ClinicProfile());
            await db.SaveChangesAsync(cancel);
        }
    }

    private void MakeFolder()
    {
        if (settings.Folder is not { } folder)
        {
            return;
        }

        try
        {
            // Patients are in it: a folder we make is nobody else's to read.
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"ConnectionStrings:Clinic: the folder '{folder}' cannot be written ({error.Message})"]);
        }
    }
}
