using System.Globalization;
using System.Net;
using System.Text;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Messages;
using Clinic.Domain.Sites;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Messages;

public sealed class CalendarFileTests
{
    [Fact]
    public async Task The_holder_of_the_link_downloads_the_visit_and_later_its_cancellation()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        var booking = await clinic.Book("ru");
        await using var api = await RunningApi.Start(clinic, ("Mail:Host", "mail.clinic.example"), ("Mail:From", MailServer.From));

        var (published, headers) = await Download(api, booking.Token);
        Assert.Equal("text/calendar; charset=utf-8; method=PUBLISH", headers.Content.Headers.ContentType!.ToString());
        Assert.Equal(("visit.ics", true), (headers.Content.Headers.ContentDisposition!.FileName, headers.Headers.CacheControl!.NoStore));
        await clinic.Cancel(booking);
        var (cancelled, _) = await Download(api, booking.Token);

        foreach (var (file, method, status, sequence) in new[] { (published, "PUBLISH", "CONFIRMED", 1), (cancelled, "CANCEL", "CANCELLED", 2) })
        {
            var calendar = await MailServer.Read("calendar.js", file);
            Assert.Equal(method, calendar.GetProperty("method").GetString());
            foreach (var seen in new[] { calendar.GetProperty("first"), calendar.GetProperty("second") })
            {
                Assert.Equal((status, sequence), (seen.GetProperty("status").GetString(), seen.GetProperty("sequence").GetInt32()));
                Assert.Equal(("Visit to the clinic: Clinic", "Главный корпус, Садовая, 1"), (seen.GetProperty("summary").GetString(), seen.GetProperty("location").GetString()));
                Assert.Equal($"{booking.Id.Value:D}@booking.clinic", seen.GetProperty("uid").GetString());
            }
        }

        using var unknown = await api.Http.GetAsync(new Uri("/api/v1/bookings/no-such-token/calendar.ics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Long_and_awkward_names_come_through_whole()
    {
        const string Name = "Клиника «Ёжик; и, \\друзья»\nна Садовой, где лечат \"всех\" и ещё немного дольше 😀";
        var start = new DateTime(2026, 12, 2, 7, 0, 0, DateTimeKind.Utc);
        var booking = new Booking { Id = new(Guid.NewGuid()), Code = "K7M3QX", Start = start, End = start.AddMinutes(30), Status = BookingStatus.Booked, Version = 3 };
        var site = new Site { Name = new(Name), Address = new(Name), TimeZone = "Asia/Kathmandu" };

        var file = new VisitCalendar(booking, site, new(Name), "+79000000001") { Organizer = MailServer.From }.Write(CultureInfo.GetCultureInfo("ru"), start);

        Assert.All(file.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        var calendar = await MailServer.Read("calendar.js", file);
        foreach (var seen in new[] { calendar.GetProperty("first"), calendar.GetProperty("second") })
        {
            Assert.Equal(($"Визит в клинику: {Name}", $"{Name}, {Name}"), (seen.GetProperty("summary").GetString(), seen.GetProperty("location").GetString()));
            Assert.Contains("12:45, время клиники (UTC+5:45)", seen.GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<(string File, HttpResponseMessage Response)> Download(RunningApi api, string token)
    {
        var response = await api.Http.GetAsync(new Uri($"/api/v1/bookings/{token}/calendar.ics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }
}
