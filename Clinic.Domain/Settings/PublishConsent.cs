using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Settings;

/// <summary>The text that patients are to agree to, in each language.</summary>
public sealed record ConsentWording
{
    /// <summary>To what.</summary>
    public ConsentKind Kind { get; set; }

    public string Ru { get; set; } = "";

    public string En { get; set; } = "";

    public string Fr { get; set; } = "";

    /// <summary>Version of the <see cref="ClinicProfile"/> that the form showed.</summary>
    public int Version { get; set; }

    public string In(string language) => language switch { "ru" => Ru, "fr" => Fr, _ => En };

    public static ConsentWording Of(ConsentKind kind, IReadOnlyCollection<ConsentText> texts, int version) =>
        new() { Kind = kind, Ru = Text(texts, "ru"), En = Text(texts, "en"), Fr = Text(texts, "fr"), Version = version };

    private static string Text(IEnumerable<ConsentText> texts, string language) => texts.FirstOrDefault(t => t.Language == language)?.Text ?? "";
}

/// <summary>
/// Puts a consent text in force. A text once published is never changed: another wording is another version, named after its day. Nobody is asked about
/// advertising any more once its text is empty in every language.
/// </summary>
public sealed class PublishConsent(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private const int MaxLength = 30_000;

    /// <summary>
    /// Answers the version in force, which is the old one where nothing was changed and empty where there is none any more, or <c>forbidden</c>, <c>invalid</c> with the languages at fault, <c>version-mismatch</c>.
    /// </summary>
    public async Task<Result<string>> Run(ConsentWording wording, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var texts = LocalText.Languages.ToDictionary(l => l, l => Tidy(wording.In(l)));
        var checks = new FieldChecks();
        var given = wording.Kind == ConsentKind.Processing || texts.Values.Any(t => t.Length > 0);
        foreach (var (language, text) in texts)
        {
            if (given && Fault(text) is { } code)
            {
                checks.Add($"/{language}", code);
            }
        }

        // Twice on one day in two places at once: the key refuses the second, who is told on the next attempt that the page is stale.
        return checks.Fault is { } fault ? fault : await factory.Transact((db, token) => Publish(db, wording.Kind, given ? texts : [], wording.Version, actor, token), cancel);
    }

    private async Task<Result<string>> Publish(ClinicDb db, ConsentKind kind, Dictionary<string, string> texts, int version, Actor actor, CancellationToken cancel)
    {
        var profile = await db.Profile.AsTracking().SingleAsync(cancel);
        if (profile.Version != version)
        {
            return new Problem(ProblemCodes.VersionMismatch);
        }

        var inForce = kind == ConsentKind.Marketing ? profile.MarketingVersion : profile.ConsentVersion;
        var old = await db.ConsentTexts.Where(t => t.Version == inForce).ToDictionaryAsync(t => t.Language, t => Tidy(t.Text), cancel);
        if (texts.Count == old.Count && texts.All(t => old.GetValueOrDefault(t.Key) == t.Value))
        {
            return inForce;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var name = texts.Count == 0 ? "" : await NewVersion(db, now, cancel);
        var published = texts.Select(t => ConsentText.Of(kind, name, t.Key, t.Value)).ToList();
        db.AddRange(published);
        db.Record(
            actor, now, name.Length > 0 ? "publish" : "withdraw", nameof(ConsentText), name.Length > 0 ? name : inForce,
            new { version = inForce }, new { version = name, hashes = published.ToDictionary(t => t.Language, t => t.Hash) });
        db.Add(new Change { At = now, Kind = ChangeKind.Reference });
        (profile.ConsentVersion, profile.MarketingVersion) = kind == ConsentKind.Marketing ? (profile.ConsentVersion, name) : (name, profile.MarketingVersion);
        profile.Version++;
        await db.SaveChangesAsync(cancel);
        return name;
    }

    /// <summary>The day at the first site; from the second text of a day on with a number.</summary>
    private static async Task<string> NewVersion(ClinicDb db, DateTime now, CancellationToken cancel)
    {
        var site = await db.Sites.OrderBy(s => s.Id).FirstOrDefaultAsync(cancel);
        var day = (site?.LocalDate(now) ?? DateOnly.FromDateTime(now)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var taken = (await db.ConsentTexts.Where(t => t.Version.StartsWith(day)).Select(t => t.Version).Distinct().ToListAsync(cancel)).ToHashSet();
        return Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? day : string.Create(CultureInfo.InvariantCulture, $"{day}.{n}")).First(v => !taken.Contains(v));
    }

    private static string? Fault(string text) =>
        text.Length == 0 ? ProblemCodes.Required
        : text.Length > MaxLength ? ProblemCodes.TooLong
        : text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? ProblemCodes.BadCharacters
        : null;

    private static string Tidy(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
