using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.WaitingList;

/// <summary>Somebody waits for a time that is not free yet.</summary>
public sealed class WaitingEntry : OpenRequest
{
    /// <summary>The card; null while only a contact is known.</summary>
    public PatientId? PatientId { get; set; }

    /// <summary>What the patient typed on the public host.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>A woman or a man among the doctors.</summary>
    public Gender? DoctorGender { get; set; }

    /// <summary>The first and the last date that would do, at the site.</summary>
    public DateOnly FromDate { get; set; }

    public DateOnly ToDate { get; set; }

    /// <summary>Not before, not after this time of the day.</summary>
    public TimeOnly? Earliest { get; set; }

    public TimeOnly? Latest { get; set; }

    public PaymentKind? Payment { get; set; }

    /// <summary>The user, or "patient".</summary>
    public string CreatedBy { get; set; } = "";

    internal override void Book(Booking booking, DateTime now)
    {
        base.Book(booking, now);
        PatientId ??= booking.PatientId;
    }

    internal override object Facts() => new
    {
        status = Status.ToString(),
        patient = PatientId?.Value,
        specialty = SpecialtyId?.Value,
        doctor = DoctorId?.Value,
        visitType = VisitTypeId?.Value,
        site = SiteId?.Value,
        doctorGender = DoctorGender?.ToString(),
        from = FromDate,
        to = ToDate,
        earliest = Earliest,
        latest = Latest,
        payment = Payment?.ToString(),
        booking = BookingId?.Value,
        claimedBy = ClaimedBy,
        version = Version,
    };
}

internal sealed class WaitingEntryMapping : IEntityTypeConfiguration<WaitingEntry>
{
    public void Configure(EntityTypeBuilder<WaitingEntry> builder)
    {
        OpenRequest.Map(builder);
        builder.Property(w => w.DoctorGender).HasConversion<string>().HasMaxLength(8);
        builder.Property(w => w.Payment).HasConversion<string>().HasMaxLength(12);
        builder.Property(w => w.CreatedBy).HasMaxLength(100);
        builder.HasOne<Patient>().WithMany().HasForeignKey(w => w.PatientId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(w => w.ContactId);
    }
}
