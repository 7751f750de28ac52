using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>What the audit keeps of a booking at one moment; see <see cref="AuditLog.Facts"/>.</summary>
public sealed record BookingState(
    [property: JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))] BookingStatus Status,
    int Doctor, int? Room, int VisitType, DateTimeOffset Start, DateTimeOffset End, int? Patient, bool Overridden, int Version);

/// <summary>One step in the life of a booking.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Channel">Through which door.</param>
/// <param name="Action">book, move, status, identify, guarantee, cancel.</param>
/// <param name="Before">Null for the first step.</param>
/// <param name="After">As it stood afterwards.</param>
public sealed record BookingStep(DateTime At, string Actor, string Channel, string Action, BookingState? Before, BookingState? After);

/// <summary>Tells what happened to a booking, from the audit.</summary>
public sealed class ReadBookingHistory(IDbContextFactory<ClinicDb> factory)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Answers the steps, oldest first, or <c>forbidden</c>, <c>not-found</c>.</summary>
    public async Task<Result<IReadOnlyList<BookingStep>>> Run(BookingId id, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var entity = id.ToString();
        var entries = await db.Audit.Where(a => a.Entity == nameof(Booking) && a.EntityId == entity).OrderBy(a => a.Id).ToListAsync(cancel);
        return entries.Count == 0
            ? new Problem(ProblemCodes.NotFound)
            : entries.ConvertAll(e => new BookingStep(e.At, e.Actor, e.Channel, e.Action, State(e.Before), State(e.After)));
    }

    private static BookingState? State(string? json) => json is null ? null : JsonSerializer.Deserialize<BookingState>(json, Names);
}
