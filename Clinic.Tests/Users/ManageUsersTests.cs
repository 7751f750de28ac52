using Clinic.Domain;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Tests.Users;

public sealed class ManageUsersTests
{
    private const string Password = RunningWeb.Password;
    private static readonly Actor Boss = Actor.Of("boss", [Roles.Administrator], null);

    [Theory, EveryDatabase]
    public async Task A_user_is_made_and_changed_and_the_audit_tells(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var id = (await desk.Save(new() { Name = " anna ", DisplayName = "Белова  Анна", Roles = [Roles.Registrar], Language = "fr" }, Password)).Value;

        var made = await desk.User(id);
        Assert.Equal(("anna", "Белова Анна", "fr", false, true), (made.Details.Name, made.Details.DisplayName, made.Details.Language, made.Locked, made.HasPassword));
        Assert.Equal([Roles.Registrar], made.Details.Roles);

        var changed = await desk.Save(made.Details with { DisplayName = "Белова А. П.", Roles = [Roles.Doctor, Roles.CallCentre], Doctor = desk.Clinic.Doctor }, null);
        Assert.True(changed.Ok, changed.Problem?.Code);
        var after = await desk.User(id);
        Assert.Equal([Roles.CallCentre, Roles.Doctor], after.Details.Roles);
        Assert.Equal((desk.Clinic.Doctor, "Петров Пётр Сергеевич"), (after.Details.Doctor, after.DoctorName));
        Assert.Equal(["create boss", "edit boss"], (await desk.Audit(id)).Select(a => $"{a.Action} {a.Actor}"));
        Assert.All(await desk.Audit(id), a => Assert.DoesNotContain("Белова", a.Before + a.After, StringComparison.Ordinal));
        Assert.Equal(ProblemCodes.VersionMismatch, (await desk.Save(made.Details with { Language = "en" }, null)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_is_said_at_its_field(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        await desk.Save(new() { Name = "anna", DisplayName = "Анна", Roles = [Roles.Registrar] }, Password);

        Assert.Equal(["/displayName required", "/name required", "/password required", "/roles required"], await desk.Faults(new(), ""));
        Assert.Equal(["/doctor required", "/language bad-value"], await desk.Faults(new() { Name = "b", DisplayName = "Борис", Roles = [Roles.Doctor], Language = "xx" }, Password));
        Assert.Equal(["/roles bad-value"], await desk.Faults(new() { Name = "b", DisplayName = "Борис", Roles = ["god"] }, Password));
        Assert.Equal(["/doctor unknown-doctor"], await desk.Faults(new() { Name = "b", DisplayName = "Борис", Roles = [Roles.Doctor], Doctor = new(4711) }, Password));
        Assert.Equal(["/name user-name-taken"], await desk.Faults(new() { Name = "ANNA", DisplayName = "Анна", Roles = [Roles.Registrar] }, Password));
        Assert.Equal(["/password password-too-short"], await desk.Faults(new() { Name = "b", DisplayName = "Борис", Roles = [Roles.Registrar] }, "short"));
        Assert.Equal(["/password password-too-plain"], await desk.Faults(new() { Name = "b", DisplayName = "Борис", Roles = [Roles.Registrar] }, "ababababababab"));
        Assert.Equal(["/displayName bad-characters"], await desk.Faults(new() { Name = "b", DisplayName = "<script>", Roles = [Roles.Registrar] }, Password));
    }

    [Theory, EveryDatabase]
    public async Task The_last_administrator_can_neither_be_locked_nor_demoted(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var first = (await desk.Save(new() { Name = "first", DisplayName = "Первый", Roles = [Roles.Administrator] }, Password)).Value;
        Assert.Equal(ProblemCodes.LastAdministrator, (await desk.Lock(first, true)).Problem?.Code);
        Assert.Equal(ProblemCodes.LastAdministrator, (await desk.Save((await desk.User(first)).Details with { Roles = [Roles.Registrar] }, null)).Problem?.Code);
        Assert.False((await desk.User(first)).Locked);
        Assert.Equal([Roles.Administrator], (await desk.User(first)).Details.Roles);

        var second = (await desk.Save(new() { Name = "second", DisplayName = "Второй", Roles = [Roles.Administrator] }, Password)).Value;
        Assert.True((await desk.Lock(first, true)).Ok);

        // Whoever is locked does not count.
        Assert.Equal(ProblemCodes.LastAdministrator, (await desk.Lock(second, true)).Problem?.Code);
        Assert.True((await desk.Lock(first, false)).Ok);
        Assert.Equal(["create", "lock", "unlock"], (await desk.Audit(first)).Select(a => a.Action));
    }

    [Theory, EveryDatabase]
    public async Task Two_administrators_who_lock_each_other_at_once_leave_one(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var ids = new List<int>();
        foreach (var name in new[] { "first", "second" })
        {
            ids.Add((await desk.Save(new() { Name = name, DisplayName = name, Roles = [Roles.Administrator] }, Password)).Value);
        }

        var answers = await Task.WhenAll(ids.Select(id => Task.Run(() => desk.Lock(id, true))));

        Assert.Equal(1, answers.Count(a => a.Ok));
        Assert.Equal(ProblemCodes.LastAdministrator, answers.Single(a => !a.Ok).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_new_password_replaces_the_old_and_ends_sessions_and_pauses(DatabaseProvider provider)
    {
        await using var desk = await Desk.Open(provider);
        var id = (await desk.Save(new() { Name = "anna", DisplayName = "Анна", Roles = [Roles.Registrar] }, Password)).Value;
        var stamp = await desk.Clinic.Read(db => db.Users.Where(u => u.Id == id).Select(u => u.SecurityStamp).SingleAsync());
        await desk.Clinic.Read(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.LockoutEnd, DateTimeOffset.UnixEpoch.AddYears(60)).SetProperty(u => u.AccessFailedCount, 5)));

        Assert.Equal("/password", Assert.Single((await desk.Set(id, "short")).Problem!.Errors).Pointer);
        Assert.True(await desk.Opens(id, Password));
        Assert.True((await desk.Set(id, "another good one")).Ok);

        Assert.False(await desk.Opens(id, Password));
        Assert.True(await desk.Opens(id, "another good one"));
        var user = await desk.Clinic.Read(db => db.Users.SingleAsync(u => u.Id == id));
        Assert.NotEqual(stamp, user.SecurityStamp);
        Assert.Equal((null, 0), (user.LockoutEnd, user.AccessFailedCount));
    }

    [Fact]
    public async Task Who_is_locked_or_given_other_roles_is_out_within_seconds()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("boss", Roles.Administrator);
        foreach (var name in new[] { "anna", "boris" })
        {
            await web.AddUser(name, Roles.Registrar);
        }

        using var anna = web.Browser();
        using var boris = web.Browser();
        await RunningWeb.SignIn(anna, "anna");
        await RunningWeb.SignIn(boris, "boris");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await RunningWeb.Open(anna, "/rosters")).StatusCode);

        await using (var scope = web.Services.CreateAsyncScope())
        {
            var users = (await scope.ServiceProvider.GetRequiredService<ReadUsers>().Run(Boss, Cancel)).Value!;
            var id = users.Single(u => u.Details.Name == "anna").Details.Id!.Value;
            Assert.True((await scope.ServiceProvider.GetRequiredService<LockUser>().Run(id, true, Boss, Cancel)).Ok);
        }

        await using (var scope = web.Services.CreateAsyncScope())
        {
            var users = (await scope.ServiceProvider.GetRequiredService<ReadUsers>().Run(Boss, Cancel)).Value!;
            Assert.True((await scope.ServiceProvider.GetRequiredService<SaveUser>().Run(users.Single(u => u.Details.Name == "boris").Details with { Roles = [Roles.CallCentre] }, null, Boss, Cancel)).Ok);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        foreach (var browser in new[] { anna, boris })
        {
            while (await RunningWeb.Open(browser, "/rosters") is { StatusCode: System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.InternalServerError } page)
            {
                Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);
                await Task.Delay(200, limit.Token);
            }

            using var thrownOut = await RunningWeb.Open(browser, "/rosters");
            Assert.Equal(System.Net.HttpStatusCode.Redirect, thrownOut.StatusCode);
            Assert.StartsWith("/sign-in", thrownOut.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }

        using var again = web.Browser();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await RunningWeb.SignIn(again, "anna")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await RunningWeb.SignIn(again, "boris")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await RunningWeb.Open(again, "/rosters")).StatusCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What an administrator does, each time in a scope of its own, as the pages do.</summary>
    private sealed class Desk(TestClinic clinic, ServiceProvider services) : IAsyncDisposable
    {
        public TestClinic Clinic => clinic;

        public static async Task<Desk> Open(DatabaseProvider provider)
        {
            var clinic = await TestClinic.Create(provider);
            var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clinic.Clock).AddClinicDomain(new HostSettings { Database = clinic.Database });
            services.AddUsers();
            return new(clinic, services.BuildServiceProvider());
        }

        public Task<Result<int>> Save(UserDetails details, string? password) => With<SaveUser, Result<int>>(s => s.Run(details, password, Boss, Cancel));

        public Task<Result<int>> Lock(int id, bool locked) => With<LockUser, Result<int>>(s => s.Run(id, locked, Boss, Cancel));

        public Task<Result<int>> Set(int id, string password) => With<SetPassword, Result<int>>(s => s.Run(id, password, Boss, Cancel));

        public async Task<UserRow> User(int id) => (await With<ReadUsers, Result<IReadOnlyList<UserRow>>>(r => r.Run(Boss, Cancel))).Value!.Single(u => u.Details.Id == id);

        public Task<bool> Opens(int id, string password) => With<UserManager<User>, bool>(async u => await u.CheckPasswordAsync((await u.FindByIdAsync($"{id}"))!, password));

        public async Task<IEnumerable<string>> Faults(UserDetails details, string? password) =>
            ((await Save(details, password)).Problem?.Errors ?? []).Select(e => $"{e.Pointer} {e.Code}").Order(StringComparer.Ordinal);

        public Task<List<AuditEntry>> Audit(int id) => clinic.Read(db => db.Audit.Where(a => a.Entity == nameof(Domain.Users.User) && a.EntityId == $"{id}").OrderBy(a => a.Id).ToListAsync());

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await clinic.DisposeAsync();
        }

        private async Task<TAnswer> With<TUseCase, TAnswer>(Func<TUseCase, Task<TAnswer>> work)
            where TUseCase : notnull
        {
            await using var scope = services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<TUseCase>());
        }
    }
}
