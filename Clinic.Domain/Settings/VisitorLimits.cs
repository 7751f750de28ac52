using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Clinic.Domain.Settings;

/// <summary>When a visitor of the public host has to work for a request that changes something.</summary>
public enum ChallengeDemand
{
    Off,

    /// <summary>From an address that has used up half of its writes.</summary>
    Suspicious,

    Always,
}

/// <summary>How much one address, telephone number or e-mail address may ask of the public host; <c>Api:Limits:*</c> and <c>Api:Challenge</c>. An IPv6 network of 64 bits counts as one address.</summary>
public sealed record VisitorLimits
{
    private const int Most = 1_000_000;

    /// <summary><c>Api:Limits:Enabled</c>: false only for load tests.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>Api:Limits:Reads</c>: requests a minute, of all kinds.</summary>
    public int Reads { get; init; } = 1200;

    /// <summary><c>Api:Limits:Writes</c>: of them those that change something.</summary>
    public int Writes { get; init; } = 180;

    /// <summary><c>Api:Limits:Holds</c>: times that are held at once.</summary>
    public int Holds { get; init; } = 30;

    /// <summary><c>Api:Limits:Streams</c>: open streams of news.</summary>
    public int Streams { get; init; } = 100;

    /// <summary><c>Api:Limits:Callbacks</c>: open requests to be called, from one telephone number.</summary>
    public int Callbacks { get; init; } = 3;

    /// <summary><c>Api:Limits:Wishes</c>: open places on the waiting list, from one telephone number.</summary>
    public int Wishes { get; init; } = 5;

    /// <summary><c>Api:Limits:Codes</c>: codes to one e-mail address in an hour.</summary>
    public int Codes { get; init; } = 5;

    /// <summary><c>Api:Limits:FormSeconds</c>: sooner than this nobody has filled in the form of the page without script.</summary>
    public int FormSeconds { get; init; } = 3;

    /// <summary><c>Api:Challenge</c>.</summary>
    public ChallengeDemand Challenge { get; init; } = ChallengeDemand.Suspicious;

    /// <param name="configuration">All settings.</param>
    /// <param name="faults">Takes one line for each setting at fault.</param>
    internal static VisitorLimits Read(IConfiguration configuration, List<string> faults)
    {
        var usual = new VisitorLimits();
        return new()
        {
            Enabled = HostSettings.Flag(configuration, "Api:Limits:Enabled", usual.Enabled, faults),
            Reads = Number(configuration, "Api:Limits:Reads", usual.Reads, faults),
            Writes = Number(configuration, "Api:Limits:Writes", usual.Writes, faults),
            Holds = Number(configuration, "Api:Limits:Holds", usual.Holds, faults),
            Streams = Number(configuration, "Api:Limits:Streams", usual.Streams, faults),
            Callbacks = Number(configuration, "Api:Limits:Callbacks", usual.Callbacks, faults),
            Wishes = Number(configuration, "Api:Limits:Wishes", usual.Wishes, faults),
            Codes = Number(configuration, "Api:Limits:Codes", usual.Codes, faults),
            FormSeconds = Number(configuration, "Api:Limits:FormSeconds", usual.FormSeconds, faults),
            Challenge = Demand(configuration["Api:Challenge"], faults),
        };
    }

    private static int Number(IConfiguration configuration, string key, int otherwise, List<string> faults)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most)
        {
            return number;
        }

        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: '{text}' is not a number from 1 to {Most}."));
        return otherwise;
    }

    private static ChallengeDemand Demand(string? text, List<string> faults)
    {
        switch (text?.ToLowerInvariant())
        {
            case "off":
                return ChallengeDemand.Off;
            case null or "" or "suspicious":
                return ChallengeDemand.Suspicious;
            case "always":
                return ChallengeDemand.Always;
            default:
                faults.Add($"Api:Challenge: '{text}' is none of off, suspicious, always.");
                return ChallengeDemand.Suspicious;
        }
    }
}
