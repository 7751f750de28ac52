using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Rosters;

/// <summary>What every import from the command line does: reads its arguments, finds the site. Exit codes: 0 fine, 1 problems or refused, 2 wrong usage.</summary>
internal abstract class ImportCommand(IDbContextFactory<ClinicDb> factory, IStringLocalizer<ImportTexts> texts)
{
    protected const int Fine = 0;
    protected const int Refused = 1;
    protected const int WrongUsage = 2;

    /// <summary>How it is called.</summary>
    protected abstract string Usage { get; }

    public static async Task<int> Run<T>(string[] args, Func<string[], ServiceProvider> services)
        where T : ImportCommand
    {
        var known = ImportArguments.TryParse(args, out var arguments);
        var culture = CultureInfo.GetCultureInfo(arguments?.Language ?? ImportArguments.OfTerminal());
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        await using var provider = services(arguments?.Settings ?? []);
        var command = ActivatorUtilities.CreateInstance<T>(provider);
        return known && command.Takes(arguments!) ? await command.Run(arguments!, CancellationToken.None) : Say(WrongUsage, command.Usage);
    }

    /// <summary>Whether all that was said means something here.</summary>
    protected virtual bool Takes(ImportArguments arguments) => true;

    protected abstract Task<int> Run(ImportArguments arguments, Site site, CancellationToken cancel);

    protected static int Say(int code, string text)
    {
        Console.Error.WriteLine(text);
        return code;
    }

    private async Task<int> Run(ImportArguments arguments, CancellationToken cancel)
    {
        if (!File.Exists(arguments.File))
        {
            return Say(WrongUsage, texts["Command.NoFile", arguments.File]);
        }

        var sites = await Sites(cancel);
        if (sites is null)
        {
            return Say(Refused, texts["Command.NotMigrated"]);
        }

        var site = arguments.Site is { } id ? sites.Find(s => s.Id == id) : sites.Count == 1 ? sites[0] : null;
        if (site is null)
        {
            var all = string.Join(", ", sites.Select(s => $"{s.Id} {s.Name}"));
            return sites.Count == 0 ? Say(Refused, texts["NoSite.Title"])
                : arguments.Site is { } wrong ? Say(WrongUsage, texts["Command.NoSuchSite", wrong, all])
                : Say(WrongUsage, texts["Command.WhichSite", all]);
        }

        return await Run(arguments, site, cancel);
    }

    /// <summary>Null when the database is not in its newest shape.</summary>
    private async Task<List<Site>?> Sites(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return (await db.Database.GetPendingMigrationsAsync(cancel)).Any() ? null : await db.Sites.OrderBy(s => s.Id).ToListAsync(cancel);
    }
}
