using System.Text.RegularExpressions;
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
        await web.SignIn(page, "olga");
        await page.GotoAsync($"{web.Address}doctors/{clinic.Doctor}");
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
        await Expect(page).ToHaveURLAsync(new Regex("/doctors$"));
        Assert.Equal("Pétrov", await clinic.Read(db => db.Doctors.Select(d => d.Family).SingleAsync()));

        await page.GotoAsync($"{web.Address}doctors/{clinic.Doctor}");
        await file.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Expect(image).ToHaveCountAsync(0);
        Assert.Empty(await clinic.Read(db => db.DoctorPhotos.ToListAsync()));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(3000, 2000, false, 512, 341)]
    [InlineData(3000, 2000, true, 341, 512)]
    [InlineData(400, 300, false, 400, 300)]
    public async Task A_large_picture_is_made_small_before_it_leaves_the_browser_and_a_small_one_goes_as_it_is(int width, int height, bool turned, int seenWidth, int seenHeight)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, clock: new(TimeProvider.System.GetUtcNow()));
        await using var web = await RunningWeb.Start(clinic);
        await web.AddUser("olga", Roles.Registrar);
        var page = await browser.Page(faults, origins: [web.Address.ToString(), $"ws://{web.Address.Authority}"]);
        await web.SignIn(page, "olga");
        await page.GotoAsync($"{web.Address}doctors/{clinic.Doctor}");
        var file = page.Locator(".photo input[type=file]:enabled");
        await file.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var drawn = Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            ([width, height]) => {
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [width, height];
              const pen = canvas.getContext('2d');
              for (let i = 0; i < 400; i++) {
                pen.fillStyle = `hsl(${i * 37} 80% 60%)`;
                pen.fillRect(i * 97 % width, i * 61 % height, width / 9, height / 7);
              }
              return canvas.toDataURL('image/jpeg', 1).split(',')[1];
            }
            """,
            new[] { width, height }));

        await file.SetInputFilesAsync(File("portrait.jpg", turned ? [.. drawn[..2], .. Pictures.Turned, .. drawn[2..]] : drawn));
        await Expect(page.Locator(".photo img")).ToHaveJSPropertyAsync("naturalWidth", seenWidth);
        await Expect(page.Locator(".photo img")).ToHaveJSPropertyAsync("naturalHeight", seenHeight);

        var kept = await clinic.Read(db => db.DoctorPhotos.SingleAsync());
        Assert.Equal(width > 512 ? "image/webp" : "image/jpeg", kept.MediaType);
        Assert.InRange(kept.Bytes.Length, 100, width > 512 ? 100_000 : drawn.Length);
        Assert.Empty(faults);
        await page.Context.CloseAsync();
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
