using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Sites;

/// <summary>A place with an address where patients are seen. Rosters of the site are in its wall-clock time.</summary>
public sealed class Site
{
    public SiteId Id { get; set; }

    public LocalText Name { get; set; } = new("");

    public LocalText Address { get; set; } = new("");

    /// <summary>How patients find the entrance: sentences with line breaks; empty where the address says it all.</summary>
    public LocalText Directions { get; set; } = new("");

    public string? Phone { get; set; }

    /// <summary>IANA name, e.g. <c>Europe/Moscow</c>.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Raised by one with each change in the intranet; guards against stale pages.</summary>
    public int Version { get; set; }

    /// <summary>Grows with every change of what rosters allow; see <see cref="Rosters.RosterGate"/>.</summary>
    public int RosterVersion { get; set; }

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public DateOnly LocalDate(DateTime instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, Zone));

    /// <summary>The instant as wall-clock time of the site with the offset in force.</summary>
    public DateTimeOffset Local(DateTime instant) => TimeZoneInfo.ConvertTime(new DateTimeOffset(instant, TimeSpan.Zero), Zone);
}

internal sealed class SiteMapping : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Directions).HasMaxLength(LocalText.PassageColumn);
        builder.Property(s => s.TimeZone).HasMaxLength(64);
        builder.Property(s => s.Phone).HasMaxLength(32);
        builder.Ignore(s => s.Zone);
    }
}
