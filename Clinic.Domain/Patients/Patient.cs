using Clinic.Domain.Doctors;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Domain.Patients;

/// <summary>The card of somebody the clinic knows.</summary>
public sealed class Patient
{
    public PatientId Id { get; set; }

    public string Family { get; set; } = "";

    public string Given { get; set; } = "";

    public string? Middle { get; set; }

    public DateOnly? BirthDate { get; set; }

    /// <summary>E.164, e.g. <c>+79161234567</c>.</summary>
    public string Phone { get; set; } = "";

    public string? Email { get; set; }

    /// <summary>"Family given middle" folded by <see cref="SearchText.Fold"/>.</summary>
    public string SearchName { get; set; } = "";

    /// <summary>Keyed hash by which the public host recognises the patient without reading the card.</summary>
    public long ContactKey { get; set; }

    /// <summary>Number of the clinic's own card, where it has one ("1024/19").</summary>
    public string? CardNumber { get; set; }

    /// <summary>The card that this one was found to be a duplicate of; from then on it is shown nowhere and books nothing.</summary>
    public PatientId? MergedInto { get; set; }

    public DateTime CreatedAt { get; set; }

    public int Version { get; set; }

    /// <summary>Digits of <see cref="Phone"/> from the last to the first, so that its end is found by an index.</summary>
    public string PhoneReversed
    {
        get => Reverse(Phone);
        private set { }
    }

    public PersonName Name => new(Family, Given, Middle);

    internal static string Reverse(string phone) => string.Concat(phone.Where(char.IsAsciiDigit).Reverse());
}

/// <summary>What somebody typed on the public host, which writes it and never reads it.</summary>
public sealed class Contact
{
    public Guid Id { get; set; }

    public string Family { get; set; } = "";

    public string Given { get; set; } = "";

    public string? Middle { get; set; }

    public DateOnly? BirthDate { get; set; }

    public string Phone { get; set; } = "";

    public string? Email { get; set; }

    public long ContactKey { get; set; }

    public DateTime CreatedAt { get; set; }

    public PersonName Name => new(Family, Given, Middle);

    /// <summary>What was typed, as a row.</summary>
    internal static Contact Of(ContactDetails details, long key, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Family = details.Name.Family,
        Given = details.Name.Given,
        Middle = details.Name.Middle,
        BirthDate = details.BirthDate,
        Phone = details.Phone.E164,
        Email = details.Email,
        ContactKey = key,
        CreatedAt = now,
    };
}

/// <summary>Proof that a patient agreed: to the processing of personal data, or to advertising. Never deleted; what was withdrawn says when.</summary>
public sealed class Consent
{
    public Guid Id { get; set; }

    public ConsentKind Kind { get; set; }

    /// <summary>Who agreed on the public host; null for a consent that the desk recorded.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>Whose consent the desk recorded; null for one given on the public host.</summary>
    public PatientId? PatientId { get; set; }

    public string Version { get; set; } = "";

    /// <summary>SHA-256 of the text that was shown, hexadecimal.</summary>
    public string TextHash { get; set; } = "";

    public DateTime GivenAt { get; set; }

    /// <summary>From then on it holds no more.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>The user who took it at the desk.</summary>
    public string? TakenBy { get; set; }

    /// <summary>Origin of the page that embeds the widget.</summary>
    public string? Origin { get; set; }
}

internal sealed class PatientMapping : IEntityTypeConfiguration<Patient>, IEntityTypeConfiguration<Contact>, IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.Property(p => p.Family).HasMaxLength(80);
        builder.Property(p => p.Given).HasMaxLength(80);
        builder.Property(p => p.Middle).HasMaxLength(80);
        builder.Property(p => p.Phone).HasMaxLength(20);
        builder.Property(p => p.Email).HasMaxLength(254);
        builder.Property(p => p.SearchName).HasMaxLength(250);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.SearchName);
        builder.Property(p => p.PhoneReversed).HasMaxLength(20).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.HasIndex(p => p.Phone);
        builder.HasIndex(p => p.PhoneReversed);
        builder.HasIndex(p => p.BirthDate);
        builder.HasIndex(p => p.ContactKey);
        builder.Property(p => p.CardNumber).HasMaxLength(40);
        builder.HasIndex(p => p.CardNumber);
        builder.Ignore(p => p.Name);
    }

    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Family).HasMaxLength(80);
        builder.Property(p => p.Given).HasMaxLength(80);
        builder.Property(p => p.Middle).HasMaxLength(80);
        builder.Property(p => p.Phone).HasMaxLength(20);
        builder.Property(p => p.Email).HasMaxLength(254);
        builder.Ignore(p => p.Name);
    }

    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(12);
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
        builder.HasOne<Patient>().WithMany().HasForeignKey(c => c.PatientId);
        builder.Property(c => c.TakenBy).HasMaxLength(100);
        builder.Property(c => c.Version).HasMaxLength(40);
        builder.Property(c => c.TextHash).HasMaxLength(64);
        builder.Property(c => c.Origin).HasMaxLength(200);
    }
}
