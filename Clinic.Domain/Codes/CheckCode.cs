using System.Security.Cryptography;
using System.Text;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Codes;

/// <summary>
/// Whether whoever books reads the mail of the address they gave. A code proves its address until it expires, for a second child's visit as well; each answer to
/// it counts before it is looked at, so that guesses at once are no more than guesses one by one.
/// </summary>
public sealed class CheckCode(IDbContextFactory<ClinicDb> factory, InstallationKeys keys, TimeProvider clock)
{
    private const string Typed = "/contactCode/code";
    private const string Booker = "/bookedBy/email";

    /// <summary>
    /// The address that must be proved: of whoever has to agree, the patient, or for a child whoever books. The refusal where there is none to prove; null for both
    /// where nothing is asked.
    /// </summary>
    internal static (Address? Address, Problem? Fault) Wanted(BookCommand command, ClinicProfile profile, DateOnly today)
    {
        if (profile.ContactProof == ContactProof.None || command.Contact is not { } patient)
        {
            return default;
        }

        var (email, pointer) = command.BookedBy is { } by && !Bookings.Booker.NeedsConfirmation(patient.BirthDate, today) ? (by.Contact.Email, Booker) : (patient.Email, "/patient/email");
        return email is null ? (null, Problem.Field(pointer, ProblemCodes.Required)) : (new(email, pointer), null);
    }

    /// <summary><c>code-required</c>, <c>code-expired</c> or <c>code-wrong</c>; null where the address is proved.</summary>
    internal async Task<Problem?> Against(CodeAnswer? answer, Address address, CancellationToken cancel)
    {
        if (answer is null)
        {
            return Fault(ProblemCodes.CodeRequired, address.Pointer);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var counted = await factory.Transact<int>(
            async (db, token) => await db.ContactCodes.Where(c => c.Id == answer.Id && c.ExpiresAt > now && c.Tries < ContactCode.MostTries)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.Tries, c => c.Tries + 1), token),
            cancel);
        if (counted.Value == 0)
        {
            return Fault(ProblemCodes.CodeExpired, Typed);
        }

        var key = await keys.Get(InstallationKeys.Visitors, cancel);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var hash = await db.ContactCodes.Where(c => c.Id == answer.Id).Select(c => c.EmailHash).FirstOrDefaultAsync(cancel);

        // The address was changed after the code had been sent.
        if (hash != ContactCode.Hash(address.Email, key))
        {
            return Fault(ProblemCodes.CodeRequired, address.Pointer);
        }

        return Same(answer.Code, ContactCode.Of(answer.Id, key)) ? null : Fault(ProblemCodes.CodeWrong, Typed);
    }

    /// <summary>Whether the patient, or the parent of a child, has agreed by the proof: whoever typed their own address for another adult's has only proved who books.</summary>
    internal static bool IsTheirs(Address? address, BookCommand command) =>
        address is not null && (address.Pointer == Booker || !string.Equals(address.Email, command.BookedBy?.Contact.Email, StringComparison.OrdinalIgnoreCase));

    /// <summary>An address to be proved, and where it was typed.</summary>
    internal sealed record Address(string Email, string Pointer);

    private static bool Same(string typed, string code) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed), Encoding.UTF8.GetBytes(code));

    private static Problem Fault(string code, string pointer) => new(code) { Errors = [new(pointer, code)] };
}
