using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Web.Users;

/// <summary>The users of the demo, one per role, made when somebody first signs in as one. They have no password: outside the demo nobody can be them.</summary>
public sealed class DemoUsers(UserManager<User> users, CreateUser create, IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [Roles.Administrator] = "Павлова Ирина Сергеевна",
        [Roles.Registrar] = "Белова Анна Павловна",
        [Roles.CallCentre] = "Громов Илья Андреевич",
    };

    /// <summary>The user of the role; null where there is none: an unknown role, a locked user, or a doctor while no doctor exists.</summary>
    public async Task<User?> Find(string role, CancellationToken cancel)
    {
        if (!Roles.All.Contains(role))
        {
            return null;
        }

        var doctor = role == Roles.Doctor ? await BusiestDoctor(cancel) : null;
        if (role == Roles.Doctor && doctor is null)
        {
            return null;
        }

        var name = doctor is null ? $"demo-{role}" : $"demo-{role}-{doctor.Value.Id}";
        if (await users.FindByNameAsync(name) is { } there)
        {
            return await users.IsLockedOutAsync(there) ? null : there;
        }

        IdentityResult? made = null;
        try
        {
            made = await create.Run(new(name, doctor?.Name ?? Names[role], [role], "ru", doctor?.Id), password: null, Actor.System, cancel);
        }
        catch (DbUpdateException error) when (DatabaseErrors.IsDuplicateKey(error))
        {
            // As below.
        }

        // Made here, or by somebody who pressed the same button at the same moment.
        return await users.FindByNameAsync(name) ?? throw new InvalidOperationException($"The demo user {name} cannot be made: {made}");
    }

    /// <summary>The one whose day shows most.</summary>
    private async Task<(DoctorId Id, string Name)?> BusiestDoctor(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var (from, to) = (now.AddHours(-4), now.AddHours(12));
        var doctors = await db.Doctors.Where(d => d.Active)
            .Select(d => new
            {
                d.Id,
                d.Family,
                d.Given,
                d.Middle,
                Visits = db.Bookings.Count(b => b.DoctorId == d.Id && b.Start >= from && b.Start < to
                    && b.Status != BookingStatus.CancelledByClinic && b.Status != BookingStatus.CancelledByPatient),
            })
            .ToListAsync(cancel);
        return doctors.OrderByDescending(d => d.Visits).ThenBy(d => d.Id.Value).FirstOrDefault() is { } most
            ? (most.Id, new Domain.Doctors.PersonName(most.Family, most.Given, most.Middle).Full)
            : null;
    }
}
