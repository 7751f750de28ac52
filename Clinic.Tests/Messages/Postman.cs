using Clinic.Domain.Bookings;
using Clinic.Domain.Messages;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Clinic.Tests.Messages;

/// <summary>What the tests of messages have in common.</summary>
internal static class Postman
{
    internal const string Address = "maria@patient.example";

    internal static readonly DateTime Ten = TestClinic.Moscow(2, 10);

    internal static ContactDetails Maria(string? email = Address) =>
        ContactDetails.Check(new() { Family = "Иванова", Given = "Мария", Phone = "+7 900 000-00-01", BirthDate = new(1980, 1, 31), Email = email }, new(2026, 12, 1)).Value!;

    internal static async Task<BookingReceipt> Book(this TestClinic clinic, string language, PaymentKind payment = PaymentKind.SelfPay)
    {
        var booked = await clinic.Get<BookAppointment>().Run(
            new()
            {
                Slot = clinic.Slot(Ten),
                Contact = Maria(),
                ConsentVersion = TestClinic.ConsentVersion,
                ConsentLanguage = language,
                Payment = payment,
                Insurer = payment == PaymentKind.Vhi ? "СОГАЗ" : null,
                Policy = payment == PaymentKind.SelfPay ? null : "1234567890123456",
            },
            Actor.Stranger,
            TestContext.Current.CancellationToken);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value!;
    }

    internal static Task Move(this TestClinic clinic, BookingReceipt booking, DateTime to) =>
        Granted(clinic.Get<MoveBooking>().Run(BookingRef.Id(booking.Id), clinic.Slot(to), null, TestClinic.Registrar, TestContext.Current.CancellationToken));

    internal static Task Cancel(this TestClinic clinic, BookingReceipt booking) =>
        Granted(clinic.Get<CancelBooking>().Run(BookingRef.Id(booking.Id), null, byPatient: false, TestClinic.Registrar, TestContext.Current.CancellationToken));

    internal static SendMessages Sender(this TestClinic clinic, MailSettings mail)
    {
        var settings = new HostSettings { Mail = mail, PublicUrl = new("https://booking.clinic.example") };
        var read = new ReadLetter(clinic.Factory, clinic.Get<InstallationKeys>(), settings, clinic.Clock);
        return new(clinic.Factory, read, settings, clinic.Clock, NullLogger<SendMessages>.Instance);
    }

    internal static Task<int> Send(this TestClinic clinic, MailSettings mail) => clinic.Sender(mail).Run(TestContext.Current.CancellationToken);

    /// <summary>All messages in the order in which they were written.</summary>
    internal static Task<List<Message>> Messages(this TestClinic clinic) => clinic.Read(db => db.Messages.OrderBy(m => m.Sequence).ThenBy(m => m.CreatedAt).ToListAsync(TestContext.Current.CancellationToken));

    private static async Task Granted(Task<Domain.Result<BookingReceipt>> asked)
    {
        var answer = await asked;
        Assert.True(answer.Ok, answer.Problem?.Code);
    }
}
