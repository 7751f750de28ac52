using System.Text.Json;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Users;

namespace Clinic.Domain.Audit;

/// <summary>Leaves the two traces of a change of doctors, visit types, sites or settings: audit entry and change row.</summary>
internal static class ReferenceLog
{
    internal static void Edited(this ClinicDb db, Actor actor, DateTime at, string entity, string id, object? before, object after, DoctorId? doctor = null)
    {
        db.Record(actor, at, before is null ? "create" : "edit", entity, id, before, after);
        db.Add(new Change { At = at, Kind = ChangeKind.Reference, DoctorId = doctor });
    }

    /// <summary>The same price reads the same, whatever the number of noughts a database gives back.</summary>
    internal static decimal? Cents(decimal? price) => price is { } amount ? decimal.Round(amount + 0.00m, 2) : null;

    /// <summary>Whether a form was saved without having changed anything.</summary>
    internal static bool Same(object before, object after) => JsonSerializer.Serialize(before) == JsonSerializer.Serialize(after);
}
