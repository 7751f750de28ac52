using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Doctors.Photos;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Doctors;

public sealed class DoctorPhotoTests
{
    [Theory, EveryDatabase]
    public async Task A_photo_is_given_replaced_and_taken_away_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);

        var first = (await Set(clinic, Pictures.Jpeg)).Value;
        Assert.Equal(first, (await Set(clinic, Pictures.Jpeg)).Value);
        var second = (await Set(clinic, Pictures.Png)).Value;

        var row = await clinic.Read(db => db.DoctorPhotos.SingleAsync());
        Assert.NotEqual(first, second);
        Assert.Equal((clinic.Doctor, second, "image/png"), (row.DoctorId, row.Hash, row.MediaType));
        Assert.Equal(Pictures.Png, row.Bytes);
        var doctor = await clinic.Read(db => db.Doctors.SingleAsync());
        Assert.Equal((second, 0), (doctor.Photo, doctor.Version));

        Assert.Equal("", (await Set(clinic, null)).Value);
        Assert.Null(await clinic.Read(db => db.Doctors.Select(d => d.Photo).SingleAsync()));
        Assert.Empty(await clinic.Read(db => db.DoctorPhotos.ToListAsync()));
        Assert.Equal(3, await clinic.Read(db => db.Audit.CountAsync(a => a.Entity == nameof(Doctor) && a.Action == "edit")));
        Assert.Equal(3, await clinic.Read(db => db.Changes.CountAsync(c => c.DoctorId == clinic.Doctor)));
    }

    [Theory]
    [InlineData("empty", ProblemCodes.NotAPhoto)]
    [InlineData("an SVG", ProblemCodes.NotAPhoto)]
    [InlineData("a page", ProblemCodes.NotAPhoto)]
    [InlineData("a page that begins like a PNG", ProblemCodes.NotAPhoto)]
    [InlineData("a page that begins like a JPEG", ProblemCodes.NotAPhoto)]
    [InlineData("a page in a WebP", ProblemCodes.NotAPhoto)]
    [InlineData("a GIF", ProblemCodes.NotAPhoto)]
    [InlineData("half a JPEG", ProblemCodes.NotAPhoto)]
    [InlineData("half a PNG", ProblemCodes.NotAPhoto)]
    [InlineData("a JPEG without a picture", ProblemCodes.NotAPhoto)]
    [InlineData("5 MB", ProblemCodes.PhotoTooLarge)]
    public async Task What_is_no_photo_is_refused_by_its_bytes_and_the_old_one_stays(string what, string code)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await Set(clinic, Pictures.Webp);

        var answer = await Set(clinic, Pictures.Hostile(what));

        Assert.Equal(new FieldError("/photo", code), answer.Problem!.Errors.Single());
        Assert.Equal("image/webp", (await clinic.Read(db => db.DoctorPhotos.SingleAsync())).MediaType);
    }

    [Theory]
    [InlineData("JPEG")]
    [InlineData("PNG")]
    [InlineData("WebP")]
    [InlineData("canvas of a WebP")]
    public void A_small_file_of_a_picture_too_wide_for_a_telephone_is_refused(string kind)
    {
        Assert.True(PhotoFile.Read(Pictures.OfSide(kind, PhotoFile.MaxSide)).Ok);
        Assert.Equal([new("/photo", ProblemCodes.PhotoTooWide)], PhotoFile.Read(Pictures.OfSide(kind, PhotoFile.MaxSide + 1)).Problem!.Errors);
        Assert.Equal([new("/photo", ProblemCodes.NotAPhoto)], PhotoFile.Read(Pictures.OfSide(kind == "canvas of a WebP" ? "PNG" : kind, 0)[..30]).Problem!.Errors);
    }

    [Fact]
    public void Nothing_beside_the_picture_is_kept_but_the_side_that_is_up()
    {
        var (jpeg, png, webp) = (PhotoFile.Read(Pictures.JpegOfTelephone).Value!, PhotoFile.Read(Pictures.PngWithPlace).Value!, PhotoFile.Read(Pictures.WebpWithPlace).Value!);

        byte[] turned = [.. Pictures.Jpeg[..2], .. Pictures.Turned, .. Pictures.Jpeg[2..]];
        Assert.Equal(turned, jpeg.Bytes);
        Assert.Equal(Pictures.Png, png.Bytes);
        foreach (var photo in new[] { jpeg, png, webp })
        {
            var text = Encoding.Latin1.GetString(photo.Bytes);
            Assert.DoesNotContain(Pictures.Place, text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        }

        // The container says its own length, and announces nothing that is gone.
        Assert.Equal(webp.Bytes.Length - 8, BitConverter.ToInt32(webp.Bytes, 4));
        Assert.Equal((0, "VP8 "), (webp.Bytes[20], Encoding.ASCII.GetString(webp.Bytes, 30, 4)));
    }

    [Fact]
    public async Task Whoever_may_edit_doctors_may_and_nobody_else()
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        foreach (var actor in new[] { EmptyClinic.Doctor, EmptyClinic.CallCentre, Actor.Stranger })
        {
            Assert.Equal(ProblemCodes.Forbidden, (await Set(clinic, Pictures.Jpeg, actor)).Problem?.Code);
        }

        Assert.True((await Set(clinic, Pictures.Jpeg, EmptyClinic.Administrator)).Ok);
        Assert.Equal(ProblemCodes.UnknownDoctor, (await clinic.Get<SetDoctorPhoto>().Run(new(999), Pictures.Jpeg, TestClinic.Registrar, CancellationToken.None)).Problem?.Code);
    }

    [Theory, EveryDatabase]
    public async Task The_public_host_serves_it_for_ever_and_nothing_in_its_place(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var api = await RunningApi.Start(clinic);
        await Set(clinic, Pictures.Jpeg);
        await api.Learn();
        var path = (await Photo(api))!;

        using var answer = await api.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal(Pictures.Jpeg, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("public, max-age=31536000, immutable", "nosniff", "cross-origin"), (Header(answer, "Cache-Control"), Header(answer, "X-Content-Type-Options"), Header(answer, "Cross-Origin-Resource-Policy")));
        Assert.Equal(path, (await api.Http.GetFromJsonAsync<JsonElement>("/w/start", TestContext.Current.CancellationToken)).GetProperty("doctors")[0].GetProperty("photo").GetString());

        await Set(clinic, Pictures.Webp);
        await api.Learn();
        Assert.Equal("image/webp", (await api.Http.GetAsync(await Photo(api), TestContext.Current.CancellationToken)).Content.Headers.ContentType?.ToString());
        foreach (var gone in new[] { path, $"/w/photos/{clinic.Doctor}/{new string('0', 32)}", $"/w/photos/{clinic.Doctor}/{new string('z', 32)}", "/w/photos/x/y", $"/w/photos/999{path[^33..]}" })
        {
            using var nothing = await api.Http.GetAsync(gone, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, "no-store"), (nothing.StatusCode, Header(nothing, "Cache-Control")));
        }

        await Set(clinic, null);
        await api.Learn();
        Assert.Null(await Photo(api));
    }

    private static Task<Result<string>> Set(TestClinic clinic, byte[]? file, Actor? actor = null) =>
        clinic.Get<SetDoctorPhoto>().Run(clinic.Doctor, file, actor ?? TestClinic.Registrar, TestContext.Current.CancellationToken);

    private static async Task<string?> Photo(RunningApi api) =>
        (await api.Http.GetFromJsonAsync<JsonElement>("/api/v1/doctors", TestContext.Current.CancellationToken)).GetProperty("items")[0].TryGetProperty("photo", out var photo) ? photo.GetString() : null;

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
