using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Users;

/// <summary>What is wrong with a user name or password, in the reader's language.</summary>
public sealed class UserErrors(IStringLocalizer<UserTexts> texts) : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName));

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName));

    public override IdentityError PasswordTooShort(int length) => new() { Code = nameof(PasswordTooShort), Description = texts.Plural("PasswordTooShort", length) };

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        new() { Code = nameof(PasswordRequiresUniqueChars), Description = texts.Plural("PasswordRequiresUniqueChars", uniqueChars) };

    private IdentityError Error(string code) => new() { Code = code, Description = texts[code] };
}
