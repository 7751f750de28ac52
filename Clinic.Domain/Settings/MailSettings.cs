using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace Clinic.Domain.Settings;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the open and is encrypted before anything is said; a server that cannot is given nothing. Port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte. Port 465.</summary>
    Tls,

    /// <summary>In the open, without a password: a relay on the same machine. Port 25.</summary>
    None,
}

/// <summary>The mail server that takes the clinic's messages; <c>Mail:*</c>.</summary>
public sealed record MailSettings(string Host, int Port, MailSecurity Security, string From)
{
    /// <summary><c>Mail:User</c> and <c>Mail:Password</c>; null for a server that asks for none.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary><c>Mail:FromName</c>; the clinic's name unless set.</summary>
    public string? FromName { get; init; }

    /// <summary><c>Mail:Certificate</c>: SHA-256 of the server's certificate, hexadecimal, where no known authority signed it; then this one alone is trusted.</summary>
    public string? Certificate { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Null where no mail server is named.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="faults">Takes one line for each setting at fault.</param>
    internal static MailSettings? Read(IConfiguration configuration, List<string> faults)
    {
        if (Text(configuration, "Mail:Host") is not { } host)
        {
            return null;
        }

        var security = Kind(configuration, faults);
        var settings = new MailSettings(host, Number(configuration, security, faults), security, Text(configuration, "Mail:From") ?? "")
        {
            User = Text(configuration, "Mail:User"),
            Password = configuration["Mail:Password"],
            FromName = Text(configuration, "Mail:FromName"),
            Certificate = Text(configuration, "Mail:Certificate")?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant(),
        };
        Check(settings, faults);
        return settings;
    }

    private static void Check(MailSettings settings, List<string> faults)
    {
        if (Uri.CheckHostName(settings.Host) == UriHostNameType.Unknown)
        {
            faults.Add($"Mail:Host: '{settings.Host}' is not the name of a server.");
        }

        if (!MailAddress.TryCreate(settings.From, out var from) || from.Address != settings.From || settings.From.Any(c => c is < '!' or > '~' or '<' or '>'))
        {
            faults.Add($"Mail:From: '{settings.From}' is not an address such as booking@clinic.example.");
        }

        if ((settings.User is null) != string.IsNullOrEmpty(settings.Password))
        {
            faults.Add("Mail:User and Mail:Password are given together or not at all.");
        }

        if (settings is { User: not null, Security: MailSecurity.None })
        {
            faults.Add("Mail:Security: a password is not sent in the open; expected starttls or tls.");
        }

        if (settings.FromName?.Any(char.IsControl) == true)
        {
            faults.Add("Mail:FromName: only letters, digits and punctuation.");
        }

        if (settings.Certificate is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
        {
            faults.Add("Mail:Certificate: expected the SHA-256 of a certificate, 64 hexadecimal digits.");
        }
    }

    private static MailSecurity Kind(IConfiguration configuration, List<string> faults)
    {
        switch (Text(configuration, "Mail:Security")?.ToLowerInvariant())
        {
            case null or "starttls":
                return MailSecurity.StartTls;
            case "tls":
                return MailSecurity.Tls;
            case "none":
                return MailSecurity.None;
            default:
                faults.Add($"Mail:Security: '{configuration["Mail:Security"]}' is none of starttls, tls, none.");
                return MailSecurity.StartTls;
        }
    }

    private static int Number(IConfiguration configuration, MailSecurity security, List<string> faults)
    {
        if (Text(configuration, "Mail:Port") is not { } text)
        {
            return security switch { MailSecurity.Tls => 465, MailSecurity.None => 25, _ => 587 };
        }

        if (!int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            faults.Add($"Mail:Port: '{text}' is not a number from 1 to 65535.");
        }

        return port;
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;
}
