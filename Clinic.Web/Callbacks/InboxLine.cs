using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Doctors;
using Clinic.Domain.WaitingList;
using Clinic.Web.Availability;

namespace Clinic.Web.Callbacks;

/// <summary>A request from outside: to be called, or for a time that is not free.</summary>
public sealed record InboxLine
{
    public required Guid Id { get; init; }

    /// <summary>To be called; else a wish of the waiting list.</summary>
    public required bool Call { get; init; }

    public required DateTime At { get; init; }

    public PersonName? Name { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    public required Wish Wish { get; init; }

    /// <summary>Why to call.</summary>
    public CallbackReason Reason { get; init; }

    /// <summary>The visit that the call is about; null for none.</summary>
    public Booking? Visit { get; init; }

    /// <summary>When to call.</summary>
    public CallTime CallTime { get; init; }

    public string? Comment { get; init; }

    public string? Source { get; init; }

    /// <summary>Their name for signing in.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>As colleagues call them.</summary>
    public string? Claimer { get; init; }

    public bool Booked { get; init; }

    public string? Outcome { get; init; }

    public DateTime? ClosedAt { get; init; }

    public required int Version { get; init; }

    /// <summary>The search for it, which ties what is booked to it.</summary>
    public string Address => Call ? WishAddress.Of(Wish, call: Id) : WishAddress.Of(Wish, Id);

    public static InboxLine Of(Caller caller) => new()
    {
        Id = caller.Callback.Id,
        Call = true,
        At = caller.Callback.CreatedAt,
        Name = caller.Name,
        Phone = caller.Phone,
        Wish = caller.Wish,
        Reason = caller.Callback.Reason,
        Visit = caller.About,
        CallTime = caller.Callback.CallTime,
        Comment = caller.Callback.Comment,
        Source = caller.Callback.Source,
        ClaimedBy = caller.Callback.ClaimedBy,
        Claimer = caller.ClaimedBy,
        Booked = caller.Callback.Status == RequestStatus.Booked,
        Outcome = caller.Callback.Outcome,
        ClosedAt = caller.Callback.ClosedAt,
        Version = caller.Callback.Version,
    };

    public static InboxLine Of(WaitingPatient patient) => new()
    {
        Id = patient.Entry.Id,
        Call = false,
        At = patient.Entry.CreatedAt,
        Name = patient.Name,
        Phone = patient.Phone,
        Wish = patient.Wish,
        Comment = patient.Entry.Comment,
        ClaimedBy = patient.Entry.ClaimedBy,
        Claimer = patient.ClaimedBy,
        Booked = patient.Entry.Status == RequestStatus.Booked,
        Outcome = patient.Entry.Outcome,
        ClosedAt = patient.Entry.ClosedAt,
        Version = patient.Entry.Version,
    };
}
