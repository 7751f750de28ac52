using System.Text.Json;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;

namespace Clinic.Domain.Audit;

/// <summary>Adds audit entries to the transaction at hand.</summary>
public static class AuditLog
{
    public static void Record(this ClinicDb db, Actor actor, DateTime at, string action, string entity, string id, object? before, object? after) =>
        db.Add(Entry(actor, at, action, entity, id, before, after));

    /// <summary>An entry; one about a booking says by itself between which instants it changed the picture.</summary>
    internal static AuditEntry Entry(Actor actor, DateTime at, string action, string entity, string id, object? before, object? after)
    {
        var span = BookingState.Span(before as BookingState, after as BookingState);
        return new()
        {
            At = at,
            Actor = actor.Name,
            Channel = actor.Channel.Name,
            Action = action,
            Entity = entity,
            EntityId = id,
            BatchId = actor.Batch,
            Before = before is null ? null : JsonSerializer.Serialize(before),
            After = after is null ? null : JsonSerializer.Serialize(after),
            From = span?.Start,
            To = span?.End,
        };
    }

    /// <summary>The fields of a booking that are kept in the audit: no names, no contacts, no comment.</summary>
    public static BookingState Facts(this Booking booking) => new(
        booking.Status,
        booking.DoctorId.Value,
        booking.RoomId?.Value,
        booking.VisitTypeId.Value,
        new(booking.Start),
        new(booking.End),
        booking.PatientId?.Value,
        booking.Override,
        booking.Version)
    {
        Kept = KeptFacts.Of(booking),
    };
}
