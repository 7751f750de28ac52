using System.Diagnostics.CodeAnalysis;
using Clinic.Domain;

namespace Clinic.Web.Rosters;

/// <summary>The command line of <c>import-roster</c> and <c>import-patients</c>.</summary>
/// <param name="Language">ru, en or fr; from the terminal unless given.</param>
/// <param name="Settings">What is left for the settings: <c>--Section:Key value</c>.</param>
internal sealed record ImportArguments(
    string File, SiteId? Site, bool Apply, bool WithoutFaulty, bool CreateMissing, string Language, string[] Settings)
{
    private static readonly string[] Switches = ["--apply", "--without-faulty", "--create-missing"];
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>False when something is missing, unknown or said twice.</summary>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out ImportArguments? arguments)
    {
        var (files, switches, settings) = (new List<string>(), new HashSet<string>(), new List<string>());
        SiteId? site = null;
        string? language = null;
        var fine = true;
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(arg);
            }
            else if (Switches.Contains(arg))
            {
                fine &= switches.Add(arg);
            }
            else if (arg == "--site" && i + 1 < args.Length)
            {
                fine &= site is null && SiteId.TryParse(args[++i], null, out var id) && (site = id) is not null;
            }
            else if (arg == "--lang" && i + 1 < args.Length)
            {
                language = args[++i];
                fine &= LocalText.Languages.Contains(language);
            }
            else if (arg.Contains(':', StringComparison.Ordinal))
            {
                settings.Add(arg);
                if (!arg.Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                {
                    settings.Add(args[++i]);
                }
            }
            else
            {
                fine = false;
            }
        }

        arguments = fine && files.Count == 1
            ? new(files[0], site, switches.Contains("--apply"), switches.Contains("--without-faulty"), switches.Contains("--create-missing"), language ?? OfTerminal(), [.. settings])
            : null;
        return arguments is not null;
    }

    /// <summary>By LC_ALL, LC_MESSAGES, LANG, in the order of POSIX; English for what is none of ours.</summary>
    public static string OfTerminal()
    {
        var locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return LocalText.Languages.FirstOrDefault(l => locale?.StartsWith(l, StringComparison.OrdinalIgnoreCase) == true) ?? "en";
    }
}
