using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Settings;
using Clinic.Domain.Sites;

namespace Clinic.Domain.Messages;

/// <summary>All that a message says, read when it is sent. Lives no longer than that.</summary>
/// <param name="Id">Of the message; its Message-ID follows from it and stays the same however often it is tried.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Booking">The booking as it stands.</param>
/// <param name="Site">Where the visit is.</param>
/// <param name="Doctor">Whom the patient sees.</param>
/// <param name="To">The patient's e-mail address.</param>
/// <param name="Language">ru, en or fr.</param>
internal sealed record Letter(Guid Id, MessageKind Kind, Booking Booking, Site Site, PersonName Doctor, string To, string Language)
{
    internal required LocalText Clinic { get; init; }

    /// <summary>Whom to call, E.164: the site, else the clinic.</summary>
    internal string? Phone { get; init; }

    /// <summary>The private link; null where patients cannot reach the public host.</summary>
    internal string? Link { get; init; }

    internal int Sequence { get; init; }

    internal bool Referral { get; init; }

    /// <summary>How the patient prepares; empty where nothing is to be done.</summary>
    internal LocalText Preparation { get; init; } = new("");

    internal CultureInfo Culture => CultureInfo.GetCultureInfo(Language);

    internal VisitCalendar Calendar(MailSettings mail) => new(Booking, Site, Clinic, Phone) { Link = Link, Organizer = mail.From, Attendee = To, Sequence = Sequence };
}
