using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What a desk does, each action a batch of its own that can be taken back.</summary>
internal static class UndoDesk
{
    internal static readonly Actor CallCentre = Actor.Of("call", [Roles.CallCentre], null);

    private static readonly CancellationToken Cancel = CancellationToken.None;

    internal static Actor Fresh(this Actor actor) => actor with { Batch = Guid.NewGuid() };

    internal static Task<Result<int>> Undo(this TestClinic clinic, Guid batch, Actor? actor = null) =>
        clinic.Get<UndoBatch>().Run(batch, actor ?? TestClinic.Registrar, Cancel);

    internal static async Task<(Guid Batch, BookingId Id)> Booked(this TestClinic clinic, DateTime start, int person = 1, DoctorId? doctor = null)
    {
        var actor = TestClinic.Registrar.Fresh();
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(start, doctor), Contact = HandMade.Somebody(person) }, actor, Cancel);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return (actor.Batch!.Value, booked.Value.Id);
    }

    internal static async Task<Guid> Moved(this TestClinic clinic, BookingId id, DateTime to, DoctorId? doctor = null, string? over = null)
    {
        var actor = TestClinic.Registrar.Fresh();
        var moved = await clinic.Get<MoveBooking>().Run(new MoveCommand(BookingRef.Id(id), clinic.Slot(to, doctor)) { Override = over }, actor, Cancel);
        Assert.True(moved.Ok, moved.Problem?.Code);
        return actor.Batch!.Value;
    }

    internal static async Task<Guid> CancelledAt(this TestClinic clinic, BookingId id, bool byPatient = false)
    {
        var actor = TestClinic.Registrar.Fresh();
        var cancelled = await clinic.Get<CancelBooking>().Run(BookingRef.Id(id), null, byPatient, actor, Cancel);
        Assert.True(cancelled.Ok, cancelled.Problem?.Code);
        return actor.Batch!.Value;
    }

    internal static async Task<Guid> Became(this TestClinic clinic, BookingId id, BookingStatus status, Actor? who = null)
    {
        var actor = (who ?? TestClinic.Registrar).Fresh();
        var changed = await clinic.Get<ChangeBookingStatus>().Run(id, status, null, actor, Cancel);
        Assert.True(changed.Ok, changed.Problem?.Code);
        return actor.Batch!.Value;
    }

    /// <summary>The row as a line, all but the version and which group it is.</summary>
    internal static Task<string> Row(this TestClinic clinic, BookingId id) => clinic.Read(async db =>
    {
        var b = await db.Bookings.SingleAsync(x => x.Id == id);
        return string.Join(' ', b.Status, b.SiteId, b.DoctorId, b.RoomId, b.VisitTypeId, b.Start.ToString("O"), b.End.ToString("O"), b.BufferBefore, b.BufferAfter, b.DoctorParts, b.Devices,
            b.GroupId is not null, b.Override, b.ReleasedAt?.ToString("O"), b.PatientId, b.PatientResource.Value, b.ContactKey, decimal.Round(b.Price ?? -1), b.ArrivedAt?.ToString("O"),
            b.CalledAt?.ToString("O"), b.StartedAt?.ToString("O"), b.DoneAt?.ToString("O"));
    });

    /// <summary>What the booking owns, counted; lanes are counters and nothing more.</summary>
    internal static Task<List<string>> Owned(this TestClinic clinic, BookingId id) => clinic.Read(async db =>
        (await db.Occupancy.Where(o => o.OwnerId == id.Value).ToListAsync()).Select(o => $"{o.ResourceId.Kind} {o.ResourceId.Value} {o.Cell} {o.HeldUntil:O}").Order(StringComparer.Ordinal).ToList());

    internal static async Task<SlotId> SlotOf(this TestClinic clinic, BookingId id) => (await clinic.Read(db => db.Bookings.SingleAsync(b => b.Id == id))).Slot().Id;
}
