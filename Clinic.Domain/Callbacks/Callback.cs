using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;
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

/// <summary>Why somebody is to be called; the names are stored.</summary>
public enum CallbackReason
{
    /// <summary>The patient asked for it.</summary>
    Asked,

    /// <summary>The patient withdrew the consent to the processing of personal data.</summary>
    ConsentWithdrawn,

    /// <summary>Somebody else booked for the patient, who is to confirm it.</summary>
    BookedByAnother,
}

/// <summary>Somebody is to be called: who asked for it on the website, or whom the desk must speak to because of what was done there.</summary>
public sealed class Callback : OpenRequest
{
    public CallbackReason Reason { get; set; }

    /// <summary>The visit that it is about; null where the patient just asked.</summary>
    public BookingId? AboutBookingId { get; set; }

    /// <summary>What the patient typed on the public host.</summary>
    public Guid ContactId { get; set; }

    public CallTime CallTime { get; set; }

    /// <summary>ru, en or fr: what the patient was reading.</summary>
    public string Language { get; set; } = "";

    /// <summary>Where on the web the patient came from, as the widget's page says.</summary>
    public string? Source { get; set; }

    /// <summary>A call that the desk owes because of what was done with a booking through its link or on the website.</summary>
    internal static Callback About(Booking booking, Guid contact, CallbackReason reason, Actor actor, string language, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Reason = reason,
        AboutBookingId = booking.Id,
        ContactId = contact,
        SiteId = booking.SiteId,
        DoctorId = booking.DoctorId,
        VisitTypeId = booking.VisitTypeId,
        Language = language,
        Channel = actor.Channel,
        CreatedAt = now,
        Version = 1,
    };

    internal override object Facts() => new
    {
        status = Status.ToString(),
        specialty = SpecialtyId?.Value,
        doctor = DoctorId?.Value,
        visitType = VisitTypeId?.Value,
        site = SiteId?.Value,
        callTime = CallTime.ToString(),
        reason = Reason.ToString(),
        about = AboutBookingId?.Value,
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
        builder.Property(c => c.Reason).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Booking>().WithMany().HasForeignKey(c => c.AboutBookingId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
    }
}
