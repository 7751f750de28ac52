using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Audit;

/// <summary>Who changed what, when and through which channel; written in the transaction of the change, sealed into a hash chain soon after.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    public string Actor { get; set; } = "";

    public string Channel { get; set; } = "";

    /// <summary>book, move, cancel, status, import…</summary>
    public string Action { get; set; } = "";

    public string Entity { get; set; } = "";

    public string EntityId { get; set; } = "";

    /// <summary>JSON of the fields before; null for something new. No personal data.</summary>
    public string? Before { get; set; }

    public string? After { get; set; }

    /// <summary>The instants between which the entry changed the picture of the day: the visit before and after. Null where it is not about a time.</summary>
    public DateTime? From { get; set; }

    public DateTime? To { get; set; }

    /// <summary>What one press of a button did belongs together: a mass move, the plan of a change of rosters. Null for a change of its own.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>Place in the chain, from 1, without gaps; null until sealed.</summary>
    public long? SealNo { get; set; }

    /// <summary>SHA-256 over the previous seal and this entry, hexadecimal.</summary>
    public string? Seal { get; set; }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(a => a.Actor).HasMaxLength(100);
        builder.Property(a => a.Channel).HasMaxLength(60);
        builder.Property(a => a.Action).HasMaxLength(40);
        builder.Property(a => a.Entity).HasMaxLength(40);
        builder.Property(a => a.EntityId).HasMaxLength(64);
        builder.Property(a => a.Seal).HasMaxLength(64);
        builder.HasIndex(a => a.SealNo).IsUnique();
        builder.HasIndex(a => new { a.Entity, a.EntityId });
        builder.HasIndex(a => a.From);
        builder.HasIndex(a => a.BatchId);
    }
}
