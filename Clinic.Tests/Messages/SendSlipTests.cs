using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Messages;

public sealed class SendSlipTests
{
    private static readonly HostSettings WithMail = new() { Mail = new("localhost", 25, MailSecurity.None, MailServer.From) };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Of_many_that_press_at_once_one_writes_a_confirmation_of_the_visit_as_it_stands(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var booking = await clinic.Book("fr");
        await clinic.Move(booking, Postman.Ten.AddHours(1));
        await Sent(clinic);
        Assert.True((await clinic.Get<ChangeBookingStatus>().Run(booking.Id, BookingStatus.Confirmed, null, TestClinic.Registrar, Now)).Ok);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));

        var pressed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Run(clinic, booking.Id))));

        var won = Assert.Single(pressed, p => p.Ok);
        Assert.All(pressed.Where(p => !p.Ok), p => Assert.Equal(ProblemCodes.WrongStatus, p.Problem!.Code));
        var last = (await clinic.Messages())[^1];
        Assert.Equal((won.Value, MessageKind.Booked, 3, clinic.Clock.Now), (last.Id, last.Kind, last.Sequence, last.DueAt));
        Assert.Equal(1, await clinic.Read(db => db.Audit.CountAsync(a => a.Action == "send-slip" && a.EntityId == last.Id.ToString(), Now)));

        await Sent(clinic);
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await Run(clinic, booking.Id)).Ok);
        Assert.Equal(4, (await clinic.Messages()).Count);
        await Invariants.Hold(clinic);
    }

    [Theory, EveryDatabase]
    public async Task It_is_refused_by_name_where_there_is_no_address_no_mail_server_or_no_visit_ahead(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var silent = (await clinic.Book(clinic.Slot(Postman.Ten.AddHours(2)), TestClinic.Person("Ёлкина", "+7 900 000-00-02"))).Value!;
        var booking = await clinic.Book("ru");
        var other = new BookingId(Guid.CreateVersion7());
        await Sent(clinic);

        Assert.Equal(ProblemCodes.NoAddress, (await Run(clinic, silent.Id)).Problem?.Code);
        Assert.Equal(ProblemCodes.NoMailServer, (await clinic.Get<SendSlip>().Run(booking.Id, TestClinic.Registrar, Now)).Problem?.Code);
        Assert.Equal(ProblemCodes.NotFound, (await Run(clinic, other)).Problem?.Code);
        Assert.Equal(ProblemCodes.Forbidden, (await Run(clinic, booking.Id, Actor.Of("doctor", [Roles.Doctor], clinic.Doctor))).Problem?.Code);
        Assert.Equal((null, ProblemCodes.NoAddress), (await Shown(clinic, booking.Id), await Shown(clinic, silent.Id)));

        await clinic.Cancel(silent);
        Assert.Equal(ProblemCodes.AlreadyCancelled, (await Run(clinic, silent.Id)).Problem?.Code);
        clinic.Clock.Advance(Postman.Ten - clinic.Clock.Now);
        Assert.Equal(ProblemCodes.Past, (await Run(clinic, booking.Id)).Problem?.Code);
        Assert.True((await clinic.Get<ChangeBookingStatus>().Run(booking.Id, BookingStatus.Arrived, null, TestClinic.Registrar, Now)).Ok);
        Assert.Equal(ProblemCodes.WrongStatus, (await Run(clinic, booking.Id)).Problem?.Code);
        Assert.Equal(0, await clinic.Read(db => db.Messages.CountAsync(m => m.SentAt == null && m.BookingId == booking.Id, Now)));
    }

    [Fact]
    public async Task The_patient_gets_the_calendar_entry_again_as_a_later_word_on_the_same_visit()
    {
        await using var server = await MailServer.Start(MailSecurity.None);
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booking = await clinic.Book("fr");
        await clinic.Send(server.Settings);
        await server.Letter();

        Assert.True((await Run(clinic, booking.Id)).Ok);
        Assert.Equal(1, await clinic.Send(server.Settings));

        var letter = await server.Letter();
        Assert.Equal(("Votre rendez-vous : 2 décembre, 10:00", "fr"), (letter.GetProperty("subject").GetString(), letter.GetProperty("language").GetString()));
        Assert.Contains("METHOD:REQUEST", letter.GetProperty("attachments").EnumerateArray().First().GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    private static Task<Result<Guid>> Run(TestClinic clinic, BookingId id, Actor? actor = null) =>
        new SendSlip(clinic.Factory, WithMail, clinic.Clock).Run(id, actor ?? TestClinic.Registrar, Now);

    private static async Task<string?> Shown(TestClinic clinic, BookingId id) =>
        (await new ReadVisit(clinic.Factory, WithMail, clinic.Clock).Run(id, TestClinic.Registrar, Now)).Value!.SlipRefused;

    private static Task Sent(TestClinic clinic) => clinic.Write(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.SentAt, clinic.Clock.Now), Now));
}
