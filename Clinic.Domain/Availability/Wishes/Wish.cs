using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Doctors;
using Clinic.Domain.WaitingList;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>What can be said of a wish; each aspect narrows the search by itself.</summary>
public enum WishAspect
{
    Specialty,
    Doctor,
    VisitType,
    Site,
    Room,
    Gender,
    Payment,
    Dates,
    Weekdays,
    Times,
}

/// <summary>Which free time somebody wants. Of a list any will do; what is empty or null is any.</summary>
public sealed record Wish
{
    public IdList<SpecialtyId> Specialties { get; init; } = IdList<SpecialtyId>.None;

    public IdList<DoctorId> Doctors { get; init; } = IdList<DoctorId>.None;

    public IdList<VisitTypeId> VisitTypes { get; init; } = IdList<VisitTypeId>.None;

    public IdList<SiteId> Sites { get; init; } = IdList<SiteId>.None;

    public IdList<RoomId> Rooms { get; init; } = IdList<RoomId>.None;

    public Gender? Gender { get; init; }

    public PaymentKind? Payment { get; init; }

    /// <summary>The first and the last date, at the site.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>ISO digits (Monday = 1), ascending; empty for every day.</summary>
    public string Weekdays { get; init; } = "";

    /// <summary>The visit begins at this time of the day or later.</summary>
    public TimeOnly? Earliest { get; init; }

    /// <summary>The visit begins before this time of the day.</summary>
    public TimeOnly? Latest { get; init; }

    /// <summary>What is said, in the order of <see cref="WishAspect"/>.</summary>
    public IEnumerable<WishAspect> Said => Enum.GetValues<WishAspect>().Where(Says);

    public bool Says(WishAspect aspect) => this != Without(aspect);

    /// <summary>The same wish with one condition less.</summary>
    public Wish Without(WishAspect aspect) => aspect switch
    {
        WishAspect.Specialty => this with { Specialties = IdList<SpecialtyId>.None },
        WishAspect.Doctor => this with { Doctors = IdList<DoctorId>.None },
        WishAspect.VisitType => this with { VisitTypes = IdList<VisitTypeId>.None },
        WishAspect.Site => this with { Sites = IdList<SiteId>.None },
        WishAspect.Room => this with { Rooms = IdList<RoomId>.None },
        WishAspect.Gender => this with { Gender = null },
        WishAspect.Payment => this with { Payment = null },
        WishAspect.Dates => this with { From = null, To = null },
        WishAspect.Weekdays => this with { Weekdays = "" },
        WishAspect.Times => this with { Earliest = null, Latest = null },
        _ => this,
    };

    /// <summary>The wish of somebody on the waiting list.</summary>
    public static Wish Of(WaitingEntry entry) => About(entry) with
    {
        Gender = entry.DoctorGender,
        Payment = entry.Payment,
        From = entry.FromDate,
        To = entry.ToDate,
        Earliest = entry.Earliest,
        Latest = entry.Latest,
    };

    /// <summary>What a request is about.</summary>
    public static Wish About(OpenRequest request) => new()
    {
        Specialties = One(request.SpecialtyId),
        Doctors = One(request.DoctorId),
        VisitTypes = One(request.VisitTypeId),
        Sites = One(request.SiteId),
    };

    private static IdList<T> One<T>(T? id)
        where T : struct => id is { } known ? IdList.Of(known) : IdList<T>.None;
}

/// <summary>A part of the text: what it was understood as; null where it was not.</summary>
public sealed record WishPart(WishAspect? Aspect, string Text);

/// <summary>What was typed, what was understood of it and what was not.</summary>
public sealed record WishReading(string Text, Wish Wish, IReadOnlyList<WishPart> Parts)
{
    /// <summary>The words that mean nothing here, as typed.</summary>
    public IEnumerable<string> Unknown => Parts.Where(p => p.Aspect is null).Select(p => p.Text);
}
