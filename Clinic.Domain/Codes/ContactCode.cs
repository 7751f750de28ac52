using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Codes;

/// <summary>What strangers prove before they book; the names are stored. The telephone joins when messages go to telephones.</summary>
public enum ContactProof
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That they read the mail of the address they typed.</summary>
    Email,
}

/// <summary>The names of proofs on the wire.</summary>
public static class ContactProofs
{
    /// <summary>Null where nothing is asked.</summary>
    public static string? Wire(this ContactProof proof) => proof == ContactProof.Email ? "email" : null;
}

/// <summary>A code that somebody asked for by its id, and what they say it is.</summary>
public sealed record CodeAnswer(Guid Id, string Code);

/// <summary>
/// A code on its way to an address, and what may still be answered to it. The six digits follow from the id and a key of the installation: nothing in
/// storage tells them. The address is forgotten as soon as the code is sent; its keyed hash tells which one was proved.
/// </summary>
public sealed class ContactCode
{
    /// <summary>Wrong and right answers together.</summary>
    internal const int MostTries = 10;

    internal const int Digits = 6;
    internal const int EmailLength = 254;
    private const int Many = 1_000_000;

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public Guid Id { get; set; }

    /// <summary>Until the code is sent.</summary>
    public string? Email { get; set; }

    public string EmailHash { get; set; } = "";

    /// <summary>Hours since 1970; with the number it makes the place that two requests cannot both have.</summary>
    public int Hour { get; set; }

    /// <summary>From 0.</summary>
    public int Number { get; set; }

    /// <summary>ru, en or fr.</summary>
    public string Language { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime ExpiresAt { get; set; }

    /// <summary>Not sent before; whoever sends it moves this ahead first, so that no other does.</summary>
    public DateTime DueAt { get; set; }

    public DateTime? SentAt { get; set; }

    public int Tries { get; set; }

    internal static string Of(Guid id, byte[] key)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"code:{id:N}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) % Many).ToString("D6", CultureInfo.InvariantCulture);
    }

    internal static string Hash(string email, byte[] key) =>
        Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("email:" + email.Trim().ToUpperInvariant())));
}

internal sealed class ContactCodeMapping : IEntityTypeConfiguration<ContactCode>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<ContactCode> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Email).HasMaxLength(ContactCode.EmailLength);
        builder.Property(c => c.EmailHash).HasMaxLength(HashLength);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.HasIndex(c => new { c.EmailHash, c.Hour, c.Number }).IsUnique();
        builder.HasIndex(c => c.ExpiresAt);
    }
}
