using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Codes;

/// <summary>A code is on its way.</summary>
public sealed record CodeTicket(Guid Id, DateTime ExpiresAt);

/// <summary>Sends a code to an address, for a booking that needs one. Whether the clinic knows the address makes no difference.</summary>
public sealed class AskCode(IDbContextFactory<ClinicDb> factory, BookingTerms terms, InstallationKeys keys, HostSettings settings, TimeProvider clock)
{
    /// <summary>Answers <c>not-found</c> where the clinic asks for none, <c>invalid</c> at /email, <c>rate-limited</c> for more codes to one address in an hour than the settings allow.</summary>
    public async Task<Result<CodeTicket>> Run(string? email, CancellationToken cancel)
    {
        if ((await terms.Profile(cancel)).ContactProof == ContactProof.None)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        if (string.IsNullOrWhiteSpace(email))
        {
            return Problem.Field("/email", ProblemCodes.Required);
        }

        var address = email.Trim();
        if (!ContactDetails.IsEmail(address))
        {
            return Problem.Field("/email", ProblemCodes.BadEmail);
        }

        var hash = ContactCode.Hash(address, await keys.Get(InstallationKeys.Visitors, cancel));
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var number = 0;
        return await factory.Transact<CodeTicket>(
            async (db, token) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var hour = (int)(now - DateTime.UnixEpoch).TotalHours;

                // A guess, so that the usual case needs one attempt; the key decides.
                number = Math.Max(number, await db.ContactCodes.CountAsync(c => c.EmailHash == hash && c.Hour == hour, token));
                if (number >= settings.ApiLimits.Codes)
                {
                    return new Problem(ProblemCodes.RateLimited);
                }

                var code = new ContactCode
                {
                    Id = Guid.NewGuid(),
                    Email = address,
                    EmailHash = hash,
                    Hour = hour,
                    Number = number,
                    Language = LocalText.Languages.Contains(language) ? language : LocalText.Languages[0],
                    CreatedAt = now,
                    DueAt = now,
                    ExpiresAt = now + ContactCode.Lifetime,
                };
                db.Add(code);
                await db.SaveChangesAsync(token);
                return new CodeTicket(code.Id, code.ExpiresAt);
            },
            (_, _) =>
            {
                number++;
                return Task.FromResult<Result<CodeTicket>?>(null);
            },
            cancel);
    }
}
