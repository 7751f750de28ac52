using Clinic.Domain.Bookings;

namespace Clinic.Domain.Users;

/// <summary>Who asks, through which channel, with which rights. Strangers have none: what they may do follows from the token or slot they hold.</summary>
public sealed record Actor(string Name, Channel Channel, Rights Rights, DoctorId? DoctorId = null)
{
    /// <summary>A visitor of the public host.</summary>
    public static readonly Actor Stranger = new("patient", Channel.Widget, Rights.None);

    /// <summary>The program itself: seeding, import from the command line, jobs.</summary>
    public static readonly Actor System = new("system", Channel.Import, Rights.BookForAnyone | Rights.ReceivePatients | Rights.ManageRosters | Rights.Administer);

    /// <summary>What one press of a button does belongs together and can be undone together; null for a change of its own.</summary>
    public Guid? Batch { get; init; }

    public bool Can(Rights rights) => (Rights & rights) == rights;

    public static Actor Of(string userName, IReadOnlyCollection<string> roles, DoctorId? doctor)
    {
        var rights = roles.Aggregate(Rights.None, (all, role) => all | role switch
        {
            Roles.Administrator => Rights.BookForAnyone | Rights.ReceivePatients | Rights.ManageRosters | Rights.Administer | Rights.Override,
            Roles.Registrar => Rights.BookForAnyone | Rights.ReceivePatients | Rights.ManageRosters | Rights.Override,
            Roles.CallCentre => Rights.BookForAnyone,
            Roles.Doctor => Rights.RunOwnVisits | Rights.BookOwnPatients,
            _ => Rights.None,
        });
        var channel = roles.Contains(Roles.Administrator) || roles.Contains(Roles.Registrar) ? Channel.Registry
            : roles.Contains(Roles.CallCentre) ? Channel.CallCentre
            : Channel.Doctor;
        return new(userName, channel, rights, roles.Contains(Roles.Doctor) ? doctor : null);
    }
}
