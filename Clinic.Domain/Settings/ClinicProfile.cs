using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Codes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Settings;

/// <summary>What the clinic says of itself and the rules of booking; one row, read by both hosts.</summary>
public sealed class ClinicProfile
{
    public const int TheOne = 1;

    public int Id { get; set; } = TheOne;

    public LocalText Name { get; set; } = new("");

    public string? Phone { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "RUB";

    /// <summary>Version of <see cref="ConsentText"/> in force.</summary>
    public string ConsentVersion { get; set; } = "";

    /// <summary>Version of the text about advertising in force; empty where the clinic has none, and then nobody is asked.</summary>
    public string MarketingVersion { get; set; } = "";

    /// <summary>Strangers may book no later than this many minutes before the visit.</summary>
    public int LeadMinutes { get; set; } = 60;

    /// <summary>Strangers may book at most this many days ahead.</summary>
    public int HorizonDays { get; set; } = 60;

    /// <summary>Patients may move or cancel until this many minutes before the visit.</summary>
    public int CutOffMinutes { get; set; } = 180;

    /// <summary>How long a hold lasts, in seconds.</summary>
    public int HoldSeconds { get; set; } = 300;

    /// <summary>How many bookings of one specialty a patient may have ahead; null for no limit.</summary>
    public int? MaxActivePerSpecialty { get; set; }

    /// <summary>How many minutes a patient may be booked for in a week, Monday to Sunday; null for no limit.</summary>
    public int? MaxMinutesPerWeek { get; set; }

    /// <summary>Whoever has not arrived so many minutes after the start counts as not coming, and the rest of the time is free again; null for never.</summary>
    public int? NoShowMinutes { get; set; }

    /// <summary>What strangers prove before they book.</summary>
    public ContactProof ContactProof { get; set; }

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }
}

/// <summary>What a patient agrees to, each by a text and an act of its own; the names are stored.</summary>
public enum ConsentKind
{
    /// <summary>The processing of personal data, without which nobody books online.</summary>
    Processing,

    /// <summary>Advertising and news of the clinic; never a condition of anything.</summary>
    Marketing,
}

/// <summary>The names of kinds of consent on the wire.</summary>
public static class ConsentKinds
{
    public static string Wire(this ConsentKind kind) => kind == ConsentKind.Marketing ? "marketing" : "processing";

    /// <summary>Null for a name that is none.</summary>
    public static ConsentKind? Parse(string? name) => name switch { "processing" => ConsentKind.Processing, "marketing" => ConsentKind.Marketing, _ => null };
}

/// <summary>The text a patient agreed to, kept for ever in each language under its version, which no text of another kind shares.</summary>
public sealed class ConsentText
{
    public ConsentKind Kind { get; set; }

    public string Version { get; set; } = "";

    /// <summary>ru, en or fr.</summary>
    public string Language { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>SHA-256 of the text in UTF-8, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>A text with its hash.</summary>
    public static ConsentText Of(ConsentKind kind, string version, string language, string text) =>
        new() { Kind = kind, Version = version, Language = language, Text = text, Hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
}

/// <summary>A key of this installation, made once at migration and shared by all its processes.</summary>
public sealed class ServerSecret
{
    public string Name { get; set; } = "";

    public byte[] Value { get; set; } = [];
}

internal sealed class SettingsMapping : IEntityTypeConfiguration<ClinicProfile>, IEntityTypeConfiguration<ConsentText>, IEntityTypeConfiguration<ServerSecret>
{
    public void Configure(EntityTypeBuilder<ClinicProfile> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.ConsentVersion).HasMaxLength(40);
        builder.Property(p => p.MarketingVersion).HasMaxLength(40);
        builder.Property(p => p.Phone).HasMaxLength(32);
        builder.Property(p => p.ContactProof).HasConversion<string>().HasMaxLength(12);
    }

    public void Configure(EntityTypeBuilder<ConsentText> builder)
    {
        builder.HasKey(c => new { c.Version, c.Language });
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(c => c.Version).HasMaxLength(40);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.Hash).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<ServerSecret> builder)
    {
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(40);
    }
}
