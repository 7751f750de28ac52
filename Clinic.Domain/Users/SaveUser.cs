using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Users;

/// <summary>
/// Makes a user or changes one. Whose roles or doctor change is signed out everywhere within seconds. The last administrator stays one.
/// </summary>
public sealed class SaveUser(UserManager<User> users, CreateUser create, ClinicDb db, TimeProvider clock)
{
    private const int NameLength = 60;

    /// <param name="details">What is wanted.</param>
    /// <param name="password">Of somebody new; ignored for others, whose password <see cref="SetPassword"/> sets.</param>
    /// <param name="actor">Needs <see cref="Rights.Administer"/>.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>The user's number, or <c>forbidden</c>, <c>not-found</c>, <c>version-mismatch</c>, <c>last-administrator</c>, <c>invalid</c>.</returns>
    public async Task<Result<int>> Run(UserDetails details, string? password, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.Administer))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var (wanted, fault) = await Check(details, password, cancel);
        if (fault is not null)
        {
            return fault;
        }

        try
        {
            return wanted.Id is { } id ? await Change(id, wanted, actor, cancel) : await Make(wanted, password!, actor, cancel);
        }
        catch (Exception error) when (DatabaseErrors.IsDuplicateKey(error))
        {
            // Somebody made the same name at the same moment.
            return Problem.Field("/name", ProblemCodes.UserNameTaken);
        }
    }

    private async Task<Result<int>> Make(UserDetails wanted, string password, Actor actor, CancellationToken cancel)
    {
        var made = await create.Run(new(wanted.Name, wanted.DisplayName, wanted.Roles, wanted.Language, wanted.Doctor), password, actor, cancel);
        return made.Succeeded ? (await users.FindByNameAsync(wanted.Name))!.Id : made.Problem();
    }

    private async Task<Result<int>> Change(int id, UserDetails wanted, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LastAdministrator.TakeTurn(db, cancel);
        if (await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is not { } user)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (wanted.Stamp is { } seen && seen != user.ConcurrencyStamp)
        {
            return new Problem(ProblemCodes.VersionMismatch);
        }

        var had = await users.GetRolesAsync(user);
        var before = Facts(had, user);
        (user.DisplayName, user.Language, user.DoctorId) = (wanted.DisplayName, wanted.Language, wanted.Doctor);
        var results = new List<IdentityResult> { await users.UpdateAsync(user) };
        results.Add(await users.RemoveFromRolesAsync(user, had.Except(wanted.Roles)));
        results.Add(await users.AddToRolesAsync(user, wanted.Roles.Except(had)));
        var after = Facts(wanted.Roles, user);
        if (before.Rights != after.Rights)
        {
            results.Add(await users.UpdateSecurityStampAsync(user));
        }

        if (results.Find(r => !r.Succeeded) is { } refused)
        {
            return refused.Problem();
        }

        if (had.Contains(Roles.Administrator) && await LastAdministrator.IsGone(db, cancel))
        {
            return new Problem(ProblemCodes.LastAdministrator);
        }

        db.Record(actor, clock.GetUtcNow().UtcDateTime, "edit", nameof(User), id.ToString(CultureInfo.InvariantCulture), before.Json, after.Json);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    private async Task<(UserDetails Tidy, Problem? Fault)> Check(UserDetails details, string? password, CancellationToken cancel)
    {
        var checks = new FieldChecks();
        var name = details.Id is null ? checks.Label("/name", details.Name, NameLength) : details.Name;
        var display = checks.Name("/displayName", details.DisplayName, required: true) ?? "";
        if (details.Roles.Count == 0)
        {
            checks.Add("/roles", ProblemCodes.Required);
        }
        else if (details.Roles.Except(Roles.All).Any())
        {
            checks.Add("/roles", ProblemCodes.BadValue);
        }

        var doctor = details.Roles.Contains(Roles.Doctor) ? details.Doctor : null;
        if (details.Roles.Contains(Roles.Doctor) && doctor is null)
        {
            checks.Add("/doctor", ProblemCodes.Required);
        }
        else if (doctor is { } who && !await db.Doctors.AnyAsync(d => d.Id == who, cancel))
        {
            checks.Add("/doctor", ProblemCodes.UnknownDoctor);
        }

        if (!LocalText.Languages.Contains(details.Language))
        {
            checks.Add("/language", ProblemCodes.BadValue);
        }

        if (details.Id is null && string.IsNullOrEmpty(password))
        {
            checks.Add("/password", ProblemCodes.Required);
        }

        return (details with { Name = name, DisplayName = display, Roles = [.. Roles.All.Intersect(details.Roles)], Doctor = doctor }, checks.Fault);
    }

    private static (string Rights, object Json) Facts(IEnumerable<string> roles, User user)
    {
        var sorted = Roles.All.Intersect(roles).ToList();
        return ($"{string.Join(' ', sorted)} {user.DoctorId}", new { roles = sorted, doctor = user.DoctorId?.Value, language = user.Language });
    }
}
