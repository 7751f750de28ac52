using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Messages;

/// <summary>The intranet's process is killed while it hands messages to a mail server. What is promised is at least once; twice only for the one that was under way.</summary>
[Long]
public sealed class KilledSenderTests
{
    private const int Visits = 5;
    private const int Before = 2;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    [Theory, EveryDatabase]
    public async Task Killed_before_the_mail_server_answers_the_sender_delivers_every_message_after_the_restart_at_least_once(DatabaseProvider provider)
    {
        await using var mail = await MailServer.Start(MailSecurity.None);
        await using var clinic = await Booked(provider);

        await KillAndRestart(clinic, mail, () => Task.CompletedTask);
    }

    [Theory, EveryDatabase]
    public async Task What_the_mail_server_acknowledged_before_the_kill_comes_once_more_at_most_under_the_same_Message_ID_where_it_could_not_be_marked_and_never_where_it_was(DatabaseProvider provider)
    {
        await using var mail = await MailServer.Start(MailSecurity.None);
        await using var clinic = await Booked(provider);

        // Nothing can be marked while the mail server acknowledges.
        await using var locked = await clinic.Factory.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await KillAndRestart(clinic, mail, async () =>
        {
            await Lock(locked, provider);
            await mail.Release();
        }, () => locked.Database.ExecuteSqlRawAsync("ROLLBACK"));
    }

    private static async Task KillAndRestart(TestClinic clinic, MailServer mail, Func<Task> beforeTheKill, Func<Task>? afterIt = null)
    {
        var folder = Directory.CreateTempSubdirectory("clinic-killed-").FullName;
        try
        {
            var ids = new List<string>();
            await mail.Hold(Before);
            await using (var first = Start(clinic, mail.Settings, folder))
            {
                for (var i = 0; i <= Before; i++)
                {
                    ids.Add(await Id(mail));
                }

                await beforeTheKill();
                await first.Kill();
            }

            await (afterIt?.Invoke() ?? mail.Release());
            var messages = await clinic.Messages();
            var claimed = Assert.Single(messages, m => m.SentAt is null && m.Attempts > 0);
            Assert.Equal((Before, Visits - Before), (messages.Count(m => m.SentAt is not null), messages.Count(m => m.SentAt is null)));
            Assert.InRange(claimed.DueAt - TimeProvider.System.GetUtcNow().UtcDateTime, Lease - TimeSpan.FromMinutes(3), Lease);

            // Twenty minutes later.
            await clinic.Change(db => db.Messages.Where(m => m.Id == claimed.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.DueAt, claimed.DueAt - Lease), TestContext.Current.CancellationToken));
            await using (Start(clinic, mail.Settings, folder))
            {
                for (var i = Before; i < Visits; i++)
                {
                    ids.Add(await Id(mail));
                }

                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
                while ((await clinic.Messages()).Any(m => m.SentAt is null))
                {
                    await Task.Delay(50, patience.Token);
                }
            }

            Assert.Equal(0, mail.Unread);
            Assert.Equal(messages.Select(m => (m.Id.ToString("N"), m.Id == claimed.Id ? 2 : 1)).Order(), ids.GroupBy(i => i).Select(g => (g.Key, g.Count())).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TestClinic> Booked(DatabaseProvider provider)
    {
        var clinic = await TestClinic.Create(provider, clock: new(TimeProvider.System.GetUtcNow()));
        var now = clinic.Clock.Now;
        foreach (var (number, slot) in (await clinic.Slots(now.AddDays(1), now.AddDays(4))).Take(Visits).Index())
        {
            var person = ContactDetails.Check(new() { Family = "Ёлкина", Given = "Анна", Phone = $"+7 900 000-00-1{number}", Email = $"anna{number}@patient.example" }, new(2026, 12, 1)).Value!;
            Assert.True((await clinic.Book(slot.Id, person)).Ok);
        }

        Assert.Equal(Visits, (await clinic.Messages()).Count);
        return clinic;
    }

    private static ServerProcess Start(TestClinic clinic, MailSettings mail, string folder) => ServerProcess.Start(
        "Clinic.Web",
        folder,
        [],
        ("Database:Provider", clinic.Database.Provider.ToString()),
        ("ConnectionStrings:Clinic", clinic.Database.ConnectionString),
        ("Web:Urls", $"http://127.0.0.1:{ServerProcess.FreePort()}"),
        ("Web:Keys", Path.Combine(folder, "keys")),
        ("Api:InProcess", "false"),
        ("Mail:Host", mail.Host),
        ("Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:Security", "none"),
        ("Mail:From", mail.From));

    private static async Task Lock(ClinicDb db, DatabaseProvider provider)
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync(provider switch
        {
            DatabaseProvider.Sqlite => "BEGIN IMMEDIATE",
            DatabaseProvider.Postgres => """BEGIN; LOCK TABLE "Messages" IN EXCLUSIVE MODE""",
            _ => "BEGIN TRANSACTION; SELECT COUNT(*) FROM Messages WITH (TABLOCKX, HOLDLOCK)",
        });
    }

    /// <summary>Which message the next letter is.</summary>
    private static async Task<string> Id(MailServer mail) => (await mail.Letter()).GetProperty("id").GetString()!.TrimStart('<').Split('@')[0];
}
