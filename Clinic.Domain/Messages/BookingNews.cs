using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Users;

namespace Clinic.Domain.Messages;

/// <summary>What a patient knows of a booking, and the message that a change of it makes. Every door passes here, whoever acts.</summary>
internal readonly record struct BookingNews(BookingStatus Status, TimeRange Time, SiteId Site, DoctorId Doctor, VisitTypeId VisitType)
{
    private const string Default = "ru";

    internal static BookingNews Of(Booking booking) => new(booking.Status, booking.Range, booking.SiteId, booking.DoctorId, booking.VisitTypeId);

    /// <summary>The message about a new booking; null where there is nothing left to tell.</summary>
    /// <param name="booking">The booking as it will be stored.</param>
    /// <param name="language">What the patient reads; null where that is not known here.</param>
    /// <param name="now">The instant of the booking.</param>
    internal static Message? OfNew(Booking booking, string? language, DateTime now) => Write(MessageKind.Booked, booking, language is null ? "" : Known(language), now);

    /// <summary>The message about what became of the booking since; null where it is all the same to the patient.</summary>
    /// <param name="booking">The booking as it is now, its version raised.</param>
    /// <param name="actor">Who changed it.</param>
    /// <param name="now">The instant of the change.</param>
    internal Message? Since(Booking booking, Actor actor, DateTime now) =>
        Kind(Of(booking)) is { } kind && (booking.ContactId is not null || booking.PatientId is not null)
            ? Write(kind, booking, actor.Channel.IsStaff ? "" : Known(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), now)
            : null;

    private MessageKind? Kind(BookingNews after) => (Status.IsCancelled(), after.Status.IsCancelled()) switch
    {
        (true, true) => null,
        (false, true) => MessageKind.Cancelled,
        (true, false) => MessageKind.Booked,
        _ when this with { Status = after.Status } != after => MessageKind.Moved,

        // The insurer's letter has come.
        _ => (Status, after.Status) == (BookingStatus.Pending, BookingStatus.Booked) ? MessageKind.Booked : null,
    };

    private static Message? Write(MessageKind kind, Booking booking, string language, DateTime now) => booking.Start <= now ? null : new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        BookingId = booking.Id,
        Sequence = booking.Version,
        Language = language,
        CreatedAt = now,
        DueAt = now,
    };

    private static string Known(string language) => LocalText.Languages.Contains(language) ? language : Default;
}
