using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Messages;

public sealed class OutboxTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Each_change_of_a_visit_writes_one_message_and_a_refused_one_none(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booking = await clinic.Book("fr");
        Assert.True((await clinic.Book(clinic.Slot(Postman.Ten.AddHours(1)), TestClinic.Person("Ёлкина", "+7 900 000-00-02"))).Ok);

        var refused = await clinic.Get<MoveBooking>().Run(BookingRef.Token(booking.Token), clinic.Slot(Postman.Ten.AddHours(1)), null, Actor.Stranger, Now);
        Assert.False(refused.Ok);
        Assert.Single(await clinic.Messages());

        await clinic.Move(booking, Postman.Ten.AddHours(2));
        await clinic.Cancel(booking);

        var messages = await clinic.Messages();
        Assert.Equal([(MessageKind.Booked, 1, "fr"), (MessageKind.Moved, 2, ""), (MessageKind.Cancelled, 3, "")], messages.Select(m => (m.Kind, m.Sequence, m.Language)));
        Assert.All(messages, m => Assert.Equal((booking.Id, clinic.Clock.Now), (m.BookingId, m.DueAt)));
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task A_change_that_fails_on_its_way_leaves_no_message(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booking = await clinic.Book("ru");
        await clinic.Write(db => db.Bookings.Where(b => b.Id == booking.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Start, clinic.Clock.Now.AddDays(1)), Now));

        // The cells of the new time are somebody's, and only the key says so.
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(Postman.Ten.AddHours(5)), Contact = Person(i), ConsentVersion = TestClinic.ConsentVersion, ConsentLanguage = "ru" }, Actor.Stranger, Now))));

        Assert.Single(others, o => o.Ok);
        Assert.Equal(2, (await clinic.Messages()).Count);

        static Domain.Patients.ContactDetails Person(int i) => Domain.Patients.ContactDetails.Check(
            new() { Family = "Ёлкина", Given = "Анна", Phone = $"+7 900 000-00-1{i}", BirthDate = new(1990, 1, 1), Email = $"anna{i}@patient.example" }, new(2026, 12, 1)).Value!;
    }

    [Fact]
    public async Task Nobody_is_told_of_what_lies_behind_or_does_not_concern_the_patient()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var unreachable = (await clinic.Book(clinic.Slot(Postman.Ten.AddHours(1)), TestClinic.Person("Ёлкина", "+7 900 000-00-02"))).Value!;
        var booking = await clinic.Book("ru");

        await clinic.Get<ChangeBookingStatus>().Run(booking.Id, BookingStatus.Confirmed, null, TestClinic.Registrar, Now);
        clinic.Clock.Advance(Postman.Ten.AddMinutes(61) - clinic.Clock.Now);
        await clinic.Cancel(unreachable);

        Assert.Equal([booking.Id], (await clinic.Messages()).Select(m => m.BookingId));
    }

    [Fact]
    public async Task A_mass_move_and_its_undoing_are_told_and_so_is_the_letter_of_the_insurer()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booking = await clinic.Book("ru", PaymentKind.Vhi);
        var batch = TestClinic.Registrar with { Batch = Guid.NewGuid() };

        Assert.True((await clinic.Get<MoveMany>().Run(new([new(booking.Id, 1, clinic.Slot(Postman.Ten.AddHours(1)))], false), batch, Now)).Ok);
        Assert.True((await clinic.Get<UndoBatch>().Run(batch.Batch!.Value, TestClinic.Registrar, Now)).Ok);
        Assert.True((await clinic.Get<RecordGuarantee>().Run(booking.Id, "ГП-1", null, TestClinic.Registrar, Now)).Ok);
        await clinic.Cancel(booking);

        Assert.Equal([MessageKind.Booked, MessageKind.Moved, MessageKind.Moved, MessageKind.Booked, MessageKind.Cancelled], (await clinic.Messages()).Select(m => m.Kind));
    }
}
