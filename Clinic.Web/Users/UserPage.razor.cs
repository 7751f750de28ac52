using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Clinic.Web.Users;

/// <summary>A user to be made or changed.</summary>
public sealed partial class UserPage(
    IServiceScopeFactory scopes, IDbContextFactory<ClinicDb> factory, CurrentUser user, NotificationService toasts, NavigationManager navigation, IStringLocalizer<FormTexts> form)
{
    private UserDetails? draft;
    private UserRow? row;
    private Problem? problem;
    private string password = "";
    private bool busy;
    private bool missing;
    private IReadOnlyList<DoctorChoice> doctors = [];
    private IReadOnlyList<LanguageChoice> languages = [];

    [Parameter]
    public int? Number { get; set; }

    protected override Task OnInitializedAsync() => Load();

    private async Task Load()
    {
        problem = null;
        languages = [.. LocalText.Languages.Select(l => new LanguageChoice(l, T[$"Language.{l}"]))];
        await using (var db = await factory.CreateDbContextAsync())
        {
            doctors = [.. (await db.Doctors.Where(d => d.Active).ToListAsync()).Select(d => new DoctorChoice(d.Id.Value, d.Name.Full)).OrderBy(d => d.Name, StringComparer.CurrentCulture)];
        }

        if (Number is null)
        {
            draft = new() { Language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName };
            return;
        }

        var actor = await user.Actor();
        var users = await scopes.With<ReadUsers, IReadOnlyList<UserRow>>(r => r.Run(actor, CancellationToken.None));
        row = users.Value?.FirstOrDefault(u => u.Details.Id == Number);
        missing = row is null;
        draft = row is null ? null : row.Details with { };
    }

    private void Tick(string role, bool on) => draft!.Roles = on ? [.. draft.Roles, role] : [.. draft.Roles.Where(r => r != role)];

    private async Task Save()
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            var actor = await user.Actor();
            var saved = await scopes.With<SaveUser, int>(s => s.Run(draft!, password, actor, CancellationToken.None));
            problem = saved.Problem;
            if (saved.Ok)
            {
                toasts.Say(form["Saved"]);
                navigation.NavigateTo("/users");
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>A doctor to choose.</summary>
    public sealed record DoctorChoice(int? Id, string Name);

    /// <summary>A language to choose.</summary>
    public sealed record LanguageChoice(string Code, string Name);
}
