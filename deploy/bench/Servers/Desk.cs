using System.Net;
using System.Text.RegularExpressions;
using Clinic.Bench.Clinics;
using Clinic.Domain;
using Clinic.Domain.Users;
using Clinic.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Bench.Servers;

/// <summary>The users that the bench looks at the intranet with.</summary>
internal static partial class Desk
{
    public const string Name = "desk";
    private const string Password = "correct horse 42";

    /// <summary>The intranet in this process, where its queries are counted; not started yet.</summary>
    public static WebApplication Intranet(Place place, string url) =>
        WebHost.Build(["--Database:Provider", place.Settings.Provider.ToString(), "--ConnectionStrings:Clinic", place.Settings.ConnectionString, "--Web:Urls", url, "--Api:InProcess", "false", "--Demo", "false"]);

    /// <summary>Somebody who can sign in: a registrar, unless told otherwise.</summary>
    public static async Task Add(Place place, string name = Name, string role = Roles.Registrar, DoctorId? doctor = null)
    {
        await using var app = Intranet(place, Server.FreeUrl());
        await using var scope = app.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateUser>().Run(new(name, "Регистратор", [role], "ru", doctor), Password, Actor.System, CancellationToken.None);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException(made.ToString());
        }
    }

    public static async Task SignIn(HttpClient http, string name = Name)
    {
        var form = await http.GetStringAsync("/sign-in");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(TokenField().Match(form).Groups[1].Value),
            ["Input.Name"] = name,
            ["Input.Password"] = Password,
        });
        using var answer = await http.PostAsync("/sign-in", fields);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
