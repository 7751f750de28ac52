using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

public sealed class AuditSpansTests
{
    [Theory, EveryDatabase]
    public async Task Every_entry_about_a_booking_says_between_which_instants_it_changed_the_picture(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Live(clinic);

        Assert.Equal(
            [
                ("book", TestClinic.Moscow(2, 10), TestClinic.Moscow(2, 10, 30)),
                ("move", TestClinic.Moscow(2, 10), TestClinic.Moscow(4, 12, 30)),
                ("identify", TestClinic.Moscow(4, 12), TestClinic.Moscow(4, 12, 30)),
                ("cancel", TestClinic.Moscow(4, 12), TestClinic.Moscow(4, 12, 30)),
            ],
            await Spans(clinic));
        Assert.True(await clinic.Read(db => db.Audit.Where(a => a.Entity != nameof(Booking)).AllAsync(a => a.From == null && a.To == null)));
    }

    [Theory, EveryDatabase]
    public async Task Entries_from_before_the_columns_are_given_their_spans_once_and_their_seals_hold(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await Live(clinic);
        var whole = await Spans(clinic);
        await clinic.Get<SealAudit>().Run(CancellationToken.None);
        await clinic.Read(db => db.Audit.ExecuteUpdateAsync(s => s.SetProperty(a => a.From, (DateTime?)null).SetProperty(a => a.To, (DateTime?)null)));

        await clinic.Migrate();

        Assert.Equal(whole, await Spans(clinic));
        await Invariants.Hold(clinic);

        // The oldest has its span, so nobody looks at the others again.
        await clinic.Read(db => db.Audit.Where(a => a.Action == "move").ExecuteUpdateAsync(s => s.SetProperty(a => a.From, (DateTime?)null)));
        await clinic.Migrate();
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "move" && a.From == null)));
    }

    [Fact]
    public async Task A_database_too_large_for_one_batch_is_filled_as_well()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Live(clinic);
        var sample = await clinic.Read(db => db.Audit.SingleAsync(a => a.Action == "move"));
        await clinic.Write(db =>
        {
            db.AddRange(Enumerable.Range(0, 4500).Select(i => new AuditEntry
            {
                At = sample.At,
                Actor = "x",
                Channel = "registry",
                Action = "move",
                Entity = nameof(Booking),
                EntityId = sample.EntityId,
                Before = sample.Before,
                After = i == 7 ? "{}" : sample.After,
            }));
            return Task.CompletedTask;
        });
        await clinic.Read(db => db.Audit.ExecuteUpdateAsync(s => s.SetProperty(a => a.From, (DateTime?)null)));

        await clinic.Migrate();

        Assert.Equal(0, await clinic.Read(db => db.Audit.CountAsync(a => a.Entity == nameof(Booking) && a.From == null)));
    }

    private static async Task Live(TestClinic clinic)
    {
        var id = (await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)))).Value!.Id;
        Assert.True((await clinic.Get<MoveBooking>().Run(BookingRef.Id(id), clinic.Slot(TestClinic.Moscow(4, 12)), null, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<Domain.Patients.IdentifyPatient>().Run(id, null, null, TestClinic.Registrar, CancellationToken.None)).Ok);
        Assert.True((await clinic.Get<CancelBooking>().Run(BookingRef.Id(id), null, true, TestClinic.Registrar, CancellationToken.None)).Ok);
    }

    private static Task<List<(string, DateTime, DateTime)>> Spans(TestClinic clinic) => clinic.Read(async db =>
        (await db.Audit.Where(a => a.Entity == nameof(Booking)).OrderBy(a => a.Id).ToListAsync()).ConvertAll(a => (a.Action, a.From!.Value, a.To!.Value)));
}
