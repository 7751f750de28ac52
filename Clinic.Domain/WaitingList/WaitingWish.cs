using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Patients;

namespace Clinic.Domain.WaitingList;

/// <summary>Who waits, and for what.</summary>
public sealed record WaitingWish
{
    /// <summary>Which time; without a first date from today, without a last one as far as the clinic books ahead.</summary>
    public required Wish Wish { get; init; }

    /// <summary>The card; else the contact.</summary>
    public PatientId? Patient { get; init; }

    public ContactDetails? Contact { get; init; }

    public string? Comment { get; init; }

    /// <summary>What of a wish an entry of the list cannot hold: one of several doctors, days of the week, rooms. It belongs into the comment.</summary>
    public static IEnumerable<WishAspect> Beyond(Wish wish) => wish.Said.Where(a => a switch
    {
        WishAspect.Specialty => wish.Specialties.Count > 1,
        WishAspect.Doctor => wish.Doctors.Count > 1,
        WishAspect.VisitType => wish.VisitTypes.Count > 1,
        WishAspect.Site => wish.Sites.Count > 1,
        WishAspect.Room or WishAspect.Weekdays => true,
        _ => false,
    });
}
