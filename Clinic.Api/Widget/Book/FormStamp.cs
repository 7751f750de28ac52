using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Settings;

namespace Clinic.Api.Widget.Book;

/// <summary>How old a form is that was sent back.</summary>
internal enum FormAge
{
    Right,

    /// <summary>Younger than anybody fills it in.</summary>
    TooYoung,

    /// <summary>Older than a day, or with no stamp of ours.</summary>
    TooOld,
}

/// <summary>
/// When a form was made: a time and its signature in a hidden field, kept nowhere. It holds for the form's own key alone, under which one visit is booked, so that
/// whoever fills forms in by machine fetches one for each visit and waits each time.
/// </summary>
internal sealed class FormStamp(InstallationKeys keys, HostSettings settings, TimeProvider clock)
{
    private const int MostLetters = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private TimeSpan Shortest => TimeSpan.FromSeconds(settings.ApiLimits.Enabled ? settings.ApiLimits.FormSeconds : 0);

    internal async ValueTask<string> Make(string key, CancellationToken cancel)
    {
        var made = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = await Sign(made, key, cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{made}.{signature}");
    }

    internal async ValueTask<FormAge> Age(string? stamp, string key, CancellationToken cancel)
    {
        if (stamp is not { Length: <= MostLetters } || stamp.Split('.') is not [var time, var signature]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var made)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(await Sign(made, key, cancel)), Encoding.UTF8.GetBytes(signature)))
        {
            return FormAge.TooOld;
        }

        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(made);
        return age > Longest ? FormAge.TooOld : age < Shortest ? FormAge.TooYoung : FormAge.Right;
    }

    private async ValueTask<string> Sign(long made, string key, CancellationToken cancel) => Base64Url.EncodeToString(HMACSHA256.HashData(
        await keys.Get(InstallationKeys.Visitors, cancel), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"form {made} {key}"))));
}
