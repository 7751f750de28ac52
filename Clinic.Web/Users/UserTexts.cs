namespace Clinic.Web.Users;

/// <summary>Marks the texts of sign-in and users.</summary>
public sealed class UserTexts;
