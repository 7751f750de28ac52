using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Settings;

public sealed class PublishConsentTests
{
    [Theory, EveryDatabase]
    public async Task Each_wording_is_a_version_of_its_own_and_the_old_ones_stay(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var wording = await clinic.Wording();
        Assert.Equal("2026-12-01", (await clinic.Publish(wording)).Value);

        var second = await clinic.Publish(wording with { Ru = "Согласие, вторая редакция", Version = 1 });
        var third = await clinic.Publish(wording with { Ru = "Согласие, третья редакция", Version = 2 });
        clinic.Domain.Clock.Advance(TimeSpan.FromDays(1));
        var next = await clinic.Publish(wording with { Ru = "Согласие, четвёртая редакция", Version = 3 });

        Assert.Equal(["2026-12-01.2", "2026-12-01.3", "2026-12-02"], [second.Value!, third.Value!, next.Value!]);
        var kept = await clinic.Domain.Read(db => db.ConsentTexts.Where(t => t.Language == "ru").OrderBy(t => t.Version).ToListAsync());
        Assert.Equal([wording.Ru.Trim(), "Согласие, вторая редакция", "Согласие, третья редакция", "Согласие, четвёртая редакция"], kept.Select(t => t.Text));
        Assert.Equal(4, kept.Select(t => t.Hash).Distinct().Count());
        Assert.Equal(4, await clinic.Domain.Read(db => db.Audit.CountAsync(a => a.Action == "publish")));
    }

    [Theory, EveryDatabase]
    public async Task An_unchanged_text_makes_no_version(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var wording = await clinic.Wording();
        await clinic.Publish(wording);

        var again = await clinic.Publish(wording with { Ru = wording.Ru.ReplaceLineEndings("\r\n") + "\r\n", Version = 1 });

        Assert.Equal("2026-12-01", again.Value);
        Assert.Equal(3, await clinic.Domain.Read(db => db.ConsentTexts.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_administrators_who_publish_at_once_one_is_told_the_page_is_stale(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var wording = await clinic.Wording();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => Task.Run(() => clinic.Publish(wording with { Ru = $"Редакция {n}" }))));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(ProblemCodes.VersionMismatch, a.Problem?.Code));
        Assert.Equal(3, await clinic.Domain.Read(db => db.ConsentTexts.CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task The_text_about_advertising_has_versions_of_its_own_and_is_taken_out_of_force_by_clearing_it(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        await clinic.Publish(await clinic.Wording());
        var wording = await clinic.Wording(ConsentKind.Marketing);

        var first = await clinic.Publish(wording);
        var half = await clinic.Publish(wording with { En = "", Version = 2 });
        var none = await clinic.Publish(new() { Kind = ConsentKind.Marketing, Version = 2 });
        var still = await clinic.Publish(new() { Kind = ConsentKind.Marketing, Version = 3 });

        Assert.Equal(["2026-12-01.2", "", ""], [first.Value!, none.Value!, still.Value!]);
        Assert.Equal("/en", Assert.Single(half.Problem!.Errors).Pointer);
        var profile = await clinic.Domain.Read(db => db.Profile.SingleAsync());
        Assert.Equal(("2026-12-01", "", 3), (profile.ConsentVersion, profile.MarketingVersion, profile.Version));
        Assert.Equal(3, await clinic.Domain.Read(db => db.ConsentTexts.CountAsync(t => t.Kind == ConsentKind.Marketing)));
        Assert.Equal(["publish", "publish", "withdraw"], await clinic.Domain.Read(db => db.Audit.OrderBy(a => a.Id).Select(a => a.Action).Where(a => a == "publish" || a == "withdraw").ToListAsync()));
    }

    [Fact]
    public async Task Every_language_needs_its_text()
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);
        var answer = await clinic.Publish(new() { Ru = "Согласие", En = "\u0007", Fr = new('é', 30_001) });

        Assert.Equal(["/en bad-characters", "/fr too-long"], answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}").Order(StringComparer.Ordinal));
        Assert.Equal("required", (await clinic.Publish(new() { Ru = "Согласие", En = "Consent", Fr = " " })).Problem!.Errors.Single().Code);
    }

    [Theory, EveryDatabase]
    public async Task A_booking_names_the_version_in_force_and_no_older_one(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var version = await clinic.Read(db => db.Profile.Select(p => p.Version).SingleAsync());
        await clinic.Get<PublishConsent>().Run(new() { Ru = "Новое", En = "New", Fr = "Nouveau", Version = version }, EmptyClinic.Administrator, CancellationToken.None);

        var old = await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 10)));
        var fresh = await clinic.Get<BookAppointment>().Run(
            new() { Slot = clinic.Slot(TestClinic.Moscow(2, 10)), Contact = TestClinic.Person(), ConsentVersion = "2026-12-01", ConsentLanguage = "ru", IdempotencyKey = "new" },
            Clinic.Domain.Users.Actor.Stranger, CancellationToken.None);

        Assert.Equal(ProblemCodes.ConsentMissing, old.Problem?.Code);
        Assert.True(fresh.Ok);
    }
}
