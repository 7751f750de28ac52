using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Clinic.Tests.Doctors;

public sealed class DoctorPhotoPageTests(Browser browser)
{
    private const string Loaded = "image => image.complete && image.naturalWidth > 0";

    private readonly List<string> faults = [];

    [Fact]
    public async Task A_registrar_uploads_replaces_and_removes_the_photo_on_the_doctors_page()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        var page = await browser.Page(faults, "fr-FR", origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await page.GotoAsync($"{web.Address}sign-in?returnUrl=/doctors/{clinic.Doctor}");
        await page.Locator("input[name='Input.Name']").FillAsync("olga");
        await page.Locator("input[name='Input.Password']").FillAsync(RunningWeb.Password);
        await page.Keyboard.PressAsync("Enter");
        var (file, image) = (page.Locator(".photo input[type=file]:enabled"), page.Locator(".photo img"));

        await file.SetInputFilesAsync(File("portrait.jpg", Pictures.Jpeg));
        await Expect(image).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("document.querySelector('.photo img').naturalWidth > 0");
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Pétrov");

        await file.SetInputFilesAsync(File("page.png", Pictures.Hostile("a page")));
        await Expect(page.Locator("#photo-fault")).ToContainTextAsync("Ce n'est pas une photo");
        await file.SetInputFilesAsync(File("large.jpg", Pictures.Hostile("5 MB")));
        await Expect(page.Locator("#photo-fault")).ToContainTextAsync("1 Mo");
        Assert.Equal("image/jpeg", (await clinic.Read(db => db.DoctorPhotos.SingleAsync())).MediaType);

        // What was being typed is still there and still fresh.
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await page.WaitForURLAsync(u => u.EndsWith("/doctors", StringComparison.Ordinal));
        Assert.Equal("Pétrov", await clinic.Read(db => db.Doctors.Select(d => d.Family).SingleAsync()));

        await page.GotoAsync($"{web.Address}doctors/{clinic.Doctor}");
        await file.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Expect(image).ToHaveCountAsync(0);
        Assert.Empty(await clinic.Read(db => db.DoctorPhotos.ToListAsync()));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_widget_shows_the_photo_and_initials_where_it_cannot()
    {
        await using var site = await Website.Start();
        await site.Clinic.Get<Domain.Doctors.Photos.SetDoctorPhoto>().Run(site.Clinic.Doctor, Pictures.Png, TestClinic.Registrar, TestContext.Current.CancellationToken);
        await site.Api.Learn();
        var page = await browser.Page(faults, origins: [site.Url, site.Server]);
        await page.GotoAsync(site.Url);
        await Expect(page.Locator("img.face")).ToBeVisibleAsync();
        Assert.True(await page.Locator("img.face").EvaluateAsync<bool>(Loaded));
        Assert.Empty(faults);

        await page.RouteAsync("**/w/photos/**", r => r.AbortAsync());
        await page.ReloadAsync();
        await Expect(page.Locator("span.face")).ToHaveTextAsync("ПП");
        await Expect(page.Locator("img.face")).ToHaveCountAsync(0);
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "image/png", Buffer = content };
}
