using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Domain.Users;

/// <summary>What Identity refuses, in our own words.</summary>
internal static class IdentityFaults
{
    internal static Problem Problem(this IdentityResult result) => result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
        ? new(ProblemCodes.VersionMismatch)
        : Problems.Problem.Invalid([.. result.Errors.Select(Fault).DistinctBy(f => f.Pointer)]);

    private static FieldError Fault(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) => new("/name", ProblemCodes.UserNameTaken),
        nameof(IdentityErrorDescriber.InvalidUserName) => new("/name", ProblemCodes.Required),
        nameof(IdentityErrorDescriber.PasswordTooShort) => new("/password", ProblemCodes.PasswordTooShort),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new("/password", ProblemCodes.PasswordTooPlain),
        _ => new("/password", ProblemCodes.BadValue),
    };
}
