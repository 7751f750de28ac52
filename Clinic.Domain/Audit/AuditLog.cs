using System.Globalization;
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

    internal static AuditEntry Entry(Actor actor, DateTime at, string action, string entity, string id, object? before, object? after) => new()
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
    };

    /// <summary>The fields of a booking that are kept in the audit: no names, no contacts, no comment.</summary>
    public static object Facts(this Booking booking) => new
    {
        status = booking.Status.ToString(),
        doctor = booking.DoctorId.Value,
        room = booking.RoomId?.Value,
        visitType = booking.VisitTypeId.Value,
        start = booking.Start.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
        end = booking.End.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
        patient = booking.PatientId?.Value,
        overridden = booking.Override,
        version = booking.Version,
        kept = KeptFacts.Of(booking),
    };
}
