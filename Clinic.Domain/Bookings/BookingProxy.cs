using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Bookings;

/// <summary>Who books for somebody else.</summary>
/// <param name="Contact">Whom messages go to; the family name may be missing.</param>
/// <param name="Relation">What they are to the patient, in their own words ("daughter").</param>
public sealed record Booker(ContactDetails Contact, string? Relation)
{
    private const int OfAge = 18;

    /// <summary>
    /// Nobody confirms what a parent books for a child. Anybody else is asked, by a code to their own address where the clinic sends codes and else by telephone before
    /// the visit, known to the clinic or not: the public host does not look whether there is a card, so that its answer tells nothing.
    /// </summary>
    internal static bool NeedsConfirmation(DateOnly? patientBorn, DateOnly today) => patientBorn is not { } born || PatientRules.Age(born, today) >= OfAge;
}

/// <summary>Somebody else booked for the patient. A row of its own: few bookings have one.</summary>
public sealed class BookingProxy
{
    internal const int MaxRelation = 60;

    public BookingId BookingId { get; set; }

    /// <summary>Who booked, and is told of all that becomes of it.</summary>
    public Guid ContactId { get; set; }

    public string? Relation { get; set; }
}

internal sealed class BookingProxyMapping : IEntityTypeConfiguration<BookingProxy>
{
    public void Configure(EntityTypeBuilder<BookingProxy> builder)
    {
        builder.HasKey(p => p.BookingId);
        builder.Property(p => p.BookingId).ValueGeneratedNever();
        builder.Property(p => p.Relation).HasMaxLength(BookingProxy.MaxRelation);
        builder.HasOne<Booking>().WithOne().HasForeignKey<BookingProxy>(p => p.BookingId);
        builder.HasOne<Contact>().WithMany().HasForeignKey(p => p.ContactId);
    }
}
