using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Codes;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Patients;
using Clinic.Tests.Bookings;
using Clinic.Tests.Codes;
using Clinic.Tests.Doctors;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Clinic.Tests.Database;

/// <summary>The public host under a database login that has the rights of deploy/grants-postgres.sql and no others.</summary>
public sealed class PublicLoginTests
{
    private static readonly string[] Read = ["clinic", "sites", "specialties", "doctors", "visit-types", "slots", "slots/days"];
    private static readonly string[] Asked = ["callbacks", "waiting-list"];
    private static readonly string[] Personal = ["Contacts", "Consents", "BookingNotes", "BookingCovers", "BookingProxies", "Callbacks", "WaitingEntries", "Messages", "ContactCodes", "Patients", "Audit", "AspNetUsers"];
    private static readonly string[] Changes = ["DELETE FROM \"DoctorPhotos\"", "UPDATE \"DoctorPhotos\" SET \"Hash\" = ''", "UPDATE \"Doctors\" SET \"Photo\" = NULL"];

    [Fact]
    public async Task The_public_host_does_all_its_work_and_cannot_read_personal_data()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var clinic = await Postgres();
        await Restricted(clinic, async (api, restricted) =>
        {
            foreach (var path in Read)
            {
                Assert.True((await api.Http.GetAsync($"/api/v1/{path}", cancel)).IsSuccessStatusCode, path);
            }

            var hold = await api.Http.PostAsJsonAsync("/api/v1/holds", new { slot = clinic.Slot(TestClinic.Moscow(2, 9)).ToString() }, cancel);
            Assert.True(hold.IsSuccessStatusCode);
            var id = (await hold.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString();
            Assert.True((await api.Http.DeleteAsync($"/api/v1/holds/{id}", cancel)).IsSuccessStatusCode);
            var (status, booking) = await api.Book(clinic.Slot(TestClinic.Moscow(2, 10)).ToString(), "+7 900 000-00-01");
            Assert.True(status == 201, booking.ToString());
            var token = booking.GetProperty("token").GetString();
            Assert.True((await api.Http.GetAsync($"/api/v1/bookings/{token}", cancel)).IsSuccessStatusCode);
            Assert.True((await api.Http.GetAsync($"/api/v1/bookings/{token}/calendar.ics", cancel)).IsSuccessStatusCode);
            Assert.True((await api.Http.PostAsJsonAsync($"/api/v1/bookings/{token}/move", new { slot = clinic.Slot(TestClinic.Moscow(2, 11)).ToString() }, cancel)).IsSuccessStatusCode);
            var page = await api.Http.GetAsync($"/visit/{token}", cancel);
            Assert.True(page.IsSuccessStatusCode, await page.Content.ReadAsStringAsync(cancel));
            var withdrawn = await api.Http.PostAsJsonAsync($"/api/v1/bookings/{token}/withdraw", new { consent = "processing", cancel = false }, cancel);
            Assert.True(withdrawn.IsSuccessStatusCode, await withdrawn.Content.ReadAsStringAsync(cancel));
            Assert.True((await api.Http.PostAsync($"/api/v1/bookings/{token}/confirm", null, cancel)).IsSuccessStatusCode);
            Assert.True((await api.Http.PostAsync($"/api/v1/bookings/{token}/cancel", null, cancel)).IsSuccessStatusCode);
            var (proxied, _) = await MarketingConsentTests.Book(api, clinic, 15, null, phone: "+7 900 000-00-03", bookedBy: new { name = new { given = "Ольга" }, phone = "+7 900 000-00-07" });
            Assert.Equal(201, proxied);
            var patient = new { name = new { family = "Иванова", given = "Анна" }, phone = "+7 900 000-00-02" };
            foreach (var path in Asked)
            {
                var asked = await api.Http.PostAsJsonAsync($"/api/v1/{path}", new { patient, consent = new { version = TestClinic.ConsentVersion } }, cancel);
                Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync(cancel));
            }

            var (desk, card) = await WithdrawByLinkTests.BookedByTheDesk(clinic);
            await clinic.Get<RecordConsent>().Run(card.Id, "ru", TestClinic.Registrar, cancel);
            var paper = await api.Http.PostAsJsonAsync($"/api/v1/bookings/{desk}/withdraw", new { consent = "processing", cancel = false }, cancel);
            Assert.True(paper.IsSuccessStatusCode, await paper.Content.ReadAsStringAsync(cancel));
            Assert.True((await api.Http.GetAsync($"/visit/{desk}", cancel)).IsSuccessStatusCode);

            var feed = await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/changes", cancel);
            Assert.True((await api.Http.GetAsync($"/api/v1/changes?after={feed.GetProperty("next").GetString()}", cancel)).IsSuccessStatusCode);
            Assert.True((await api.Http.GetAsync($"/consent/{TestClinic.ConsentVersion}", cancel)).IsSuccessStatusCode);

            await clinic.Change(async db => (await db.Profile.AsTracking().SingleAsync(cancel)).ContactProof = ContactProof.Email);
            await api.Learn();
            var (sent, code) = await ContactCodeTests.Ask(api, "maria@patient.example");
            Assert.True(sent == 201, code.ToString());
            var answer = new { id = code.GetProperty("id").GetString(), code = await ContactCodeTests.Code(clinic, code.GetProperty("id").GetString()!) };
            var (proved, visit) = await ContactCodeTests.Book(api, clinic, 16, answer);
            Assert.True(proved == 201, visit.ToString());

            foreach (var table in Personal)
            {
                var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute(restricted, $"SELECT * FROM \"{table}\""));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            }
        });

        // The first booking itself made none: no address was typed.
        Assert.Equal(["Booked", "Cancelled", "Moved"], (await clinic.Read(db => db.Messages.Select(m => m.Kind.ToString()).ToListAsync(cancel))).Order());
        await Invariants.Hold(clinic);
    }

    [Fact]
    public async Task It_serves_the_photos_of_doctors_and_cannot_change_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var clinic = await Postgres();
        var hash = (await clinic.Get<SetDoctorPhoto>().Run(clinic.Doctor, Pictures.Jpeg, TestClinic.Registrar, cancel)).Value;
        await Restricted(clinic, async (api, restricted) =>
        {
            var doctor = (await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/doctors", cancel)).GetProperty("items")[0];
            Assert.Equal($"/w/photos/{clinic.Doctor}/{hash}", doctor.GetProperty("photo").GetString());
            Assert.Equal(Pictures.Jpeg, await api.Http.GetByteArrayAsync(doctor.GetProperty("photo").GetString(), cancel));

            // Another one, given by the intranet while the public host runs.
            await clinic.Get<SetDoctorPhoto>().Run(clinic.Doctor, Pictures.Webp, TestClinic.Registrar, cancel);
            await api.Learn();
            var next = (await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/doctors", cancel)).GetProperty("items")[0].GetProperty("photo").GetString();
            Assert.Equal(Pictures.Webp, await api.Http.GetByteArrayAsync(next, cancel));

            foreach (var change in Changes)
            {
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Execute(restricted, change))).SqlState);
            }
        });
    }

    private static Task<TestClinic> Postgres()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, $"{TestDatabase.PostgresVariable} names no server; deploy/test starts one");
        return TestClinic.Create(DatabaseProvider.Postgres);
    }

    /// <summary>Runs the public host under a login of its own, whose connection string goes along.</summary>
    private static async Task Restricted(TestClinic clinic, Func<RunningApi, string, Task> work)
    {
        var login = $"api_{Guid.NewGuid():N}";
        await Execute(clinic.Database.ConnectionString, $"CREATE ROLE {login} LOGIN; {Grants(login)}");
        var restricted = new NpgsqlConnectionStringBuilder(clinic.Database.ConnectionString) { Username = login }.ConnectionString;
        try
        {
            await using var api = await RunningApi.Start(clinic, ("ConnectionStrings:Clinic", restricted));
            await work(api, restricted);
        }
        finally
        {
            await Execute(clinic.Database.ConnectionString, $"DROP OWNED BY {login}; DROP ROLE {login}");
        }
    }

    private static string Grants(string login) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "grants-postgres.sql")).Replace(":\"login\"", login, StringComparison.Ordinal);

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
