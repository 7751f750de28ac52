using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Callbacks;

/// <summary>When the patient likes to be called, on the clock of the site.</summary>
public enum CallTime
{
    Any,
    Morning,
    Afternoon,
    Evening,
}

/// <summary>Somebody asked on the website to be called.</summary>
public sealed class Callback : OpenRequest
{
    /// <summary>What the patient typed on the public host.</summary>
    public Guid ContactId { get; set; }

    public CallTime CallTime { get; set; }

    /// <summary>ru, en or fr: what the patient was reading.</summary>
    public string Language { get; set; } = "";

    /// <summary>Where on the web the patient came from, as the widget's page says.</summary>
    public string? Source { get; set; }

    internal override object Facts() => new
    {
        status = Status.ToString(),
        specialty = SpecialtyId?.Value,
        doctor = DoctorId?.Value,
        visitType = VisitTypeId?.Value,
        site = SiteId?.Value,
        callTime = CallTime.ToString(),
        booking = BookingId?.Value,
        claimedBy = ClaimedBy,
        version = Version,
    };
}

internal sealed class CallbackMapping : IEntityTypeConfiguration<Callback>
{
    public void Configure(EntityTypeBuilder<Callback> builder)
    {
        OpenRequest.Map(builder);
        builder.Property(c => c.CallTime).HasConversion<string>().HasMaxLength(12);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.Source).HasMaxLength(200);
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
    }
}
