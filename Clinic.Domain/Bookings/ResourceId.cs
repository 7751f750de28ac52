using System.Globalization;

namespace Clinic.Domain.Bookings;

/// <summary>What can be busy: a doctor, a room, an identified patient, or a contact not identified yet. Kind in the upper bits, number below.</summary>
public readonly record struct ResourceId(long Value)
{
    private const int KindShift = 60;
    private const long NumberMask = (1L << KindShift) - 1;

    public ResourceKind Kind => (ResourceKind)(int)(Value >> KindShift);

    public long Number => Value & NumberMask;

    public static ResourceId Doctor(DoctorId id) => Make(ResourceKind.Doctor, id.Value);

    public static ResourceId Room(RoomId id) => Make(ResourceKind.Room, id.Value);

    public static ResourceId Patient(PatientId id) => Make(ResourceKind.Patient, id.Value);

    /// <param name="key">A keyed hash of phone, birth date and name; the upper bits are dropped.</param>
    public static ResourceId Contact(long key) => Make(ResourceKind.Contact, key);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Number}");

    private static ResourceId Make(ResourceKind kind, long number) => new(((long)kind << KindShift) | (number & NumberMask));
}

/// <summary>Kinds of resource; the numbers are stored.</summary>
public enum ResourceKind
{
    Doctor = 1,
    Room = 2,
    Device = 3,
    Patient = 4,
    Contact = 5,
}
