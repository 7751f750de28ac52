using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Changes;

/// <summary>What a change touched; the names are stored.</summary>
public enum ChangeKind
{
    Booking,
    Hold,
    Roster,

    /// <summary>Doctors, rooms, visit types, settings.</summary>
    Reference,

    /// <summary>The waiting list and requests to be called; no picture of a day.</summary>
    Waiting,
}

/// <summary>A row of the one change log: which part of the timetable a transaction touched. Read through <see cref="ChangeLog"/> only.</summary>
public sealed class Change
{
    public long Seq { get; set; }

    /// <summary>
    /// Orders changes by transaction where commits may come out of order: the writer's transaction id on PostgreSQL, a row version on SQL Server, 0 on SQLite.
    /// </summary>
    public long Tx { get; set; }

    public DateTime At { get; set; }

    public ChangeKind Kind { get; set; }

    public BookingId? BookingId { get; set; }

    public DoctorId? DoctorId { get; set; }

    /// <summary>The instants whose picture may differ; null for all.</summary>
    public DateTime? From { get; set; }

    public DateTime? To { get; set; }

    /// <summary>The cells whose owners may differ, as <c>resource:from:to</c> separated by blanks; nothing of patients. Null where the change is not about cells.</summary>
    public string? Touched { get; set; }
}

internal sealed class ChangeMapping : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.HasKey(c => c.Seq);
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(c => c.Touched).HasMaxLength(1000);
        builder.HasIndex(c => new { c.Tx, c.Seq });
    }
}
