using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Users;

/// <summary>
/// <c>Clinic.Web create-admin [--user NAME] [--name "DISPLAY NAME"] [--language ru|en|fr]</c>. The password comes from the keyboard, unseen,
/// or without one from <c>CLINIC_ADMIN_PASSWORD</c> or the first line of the input; never from the command line, which other users of the machine can read.
/// </summary>
public sealed class CreateAdmin(IServiceProvider services, IConfiguration options, IStringLocalizer<UserTexts> texts)
{
    private const string PasswordVariable = "CLINIC_ADMIN_PASSWORD";

    /// <summary>Answers the exit code.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        await services.GetRequiredService<MigrateDatabase>().Run(cancel);
        var name = options["user"] ?? Ask(texts["Admin.User"]);
        if (string.IsNullOrWhiteSpace(name))
        {
            return Refuse(texts["InvalidUserName"]);
        }

        var language = options["language"] ?? "ru";
        if (!LocalText.Languages.Contains(language))
        {
            return Refuse(texts["Admin.Language", language, string.Join(", ", LocalText.Languages)]);
        }

        if (Password() is not { } password)
        {
            return Refuse(texts["Admin.Different"]);
        }

        await using var scope = services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<CreateUser>()
            .Run(new(name.Trim(), options["name"] ?? name.Trim(), [Roles.Administrator], language), password, Actor.System, cancel);
        if (!made.Succeeded)
        {
            return Refuse([.. made.Errors.Select(e => e.Description)]);
        }

        Console.WriteLine(texts["Admin.Made", name.Trim()]);
        return 0;
    }

    private static int Refuse(params string[] lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }

        return 1;
    }

    private static string? Ask(string question)
    {
        if (!Console.IsInputRedirected)
        {
            Console.Write(question);
        }

        return Console.ReadLine();
    }

    /// <summary>Null when the two entries differ.</summary>
    private string? Password()
    {
        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } given)
        {
            return given;
        }

        if (Console.IsInputRedirected)
        {
            return Console.ReadLine() ?? "";
        }

        var first = Unseen(texts["Admin.Password"]);
        return first == Unseen(texts["Admin.Again"]) ? first : null;
    }

    private static string Unseen(string question)
    {
        Console.Write(question);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.WriteLine();
        return typed.ToString();
    }
}
