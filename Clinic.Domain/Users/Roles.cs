namespace Clinic.Domain.Users;

/// <summary>The roles of the intranet.</summary>
public static class Roles
{
    public const string Administrator = "administrator";
    public const string Registrar = "registrar";
    public const string CallCentre = "call-centre";
    public const string Doctor = "doctor";

    public static readonly IReadOnlyList<string> All = [Administrator, Registrar, CallCentre, Doctor];
}

/// <summary>What an actor may do; checked in the use cases.</summary>
[Flags]
public enum Rights
{
    None = 0,

    /// <summary>Book, move and cancel for any patient.</summary>
    BookForAnyone = 1,

    /// <summary>Mark arrivals and no-shows of any visit.</summary>
    ReceivePatients = 2,

    /// <summary>Change the status of own visits.</summary>
    RunOwnVisits = 4,

    /// <summary>Change rosters, rooms and visit types.</summary>
    ManageRosters = 8,

    /// <summary>Manage users and settings.</summary>
    Administer = 16,

    /// <summary>Book over what is there, with a reason.</summary>
    Override = 32,

    /// <summary>Book own time again for patients who have a visit with the doctor, and take that back.</summary>
    BookOwnPatients = 64,
}
