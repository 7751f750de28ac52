using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Clinic.Domain.Bookings;

/// <summary>What can be busy: a doctor, a room, a device, an identified patient, a contact; or what is counted out: places. Kind in the upper bits, number below.</summary>
public readonly record struct ResourceId(long Value)
{
    private const int KindShift = 60;
    private const long NumberMask = (1L << KindShift) - 1;

    public ResourceKind Kind => (ResourceKind)(int)(Value >> KindShift);

    public long Number => Value & NumberMask;

    public static ResourceId Doctor(DoctorId id) => Make(ResourceKind.Doctor, id.Value);

    public static ResourceId Room(RoomId id) => Make(ResourceKind.Room, id.Value);

    public static ResourceId Patient(PatientId id) => Make(ResourceKind.Patient, id.Value);

    public static ResourceId Device(DeviceId id) => Make(ResourceKind.Device, id.Value);

    /// <summary>Numbered places that anybody may count: a quota, the seats of a group visit. Its cells are dates or starts, its lanes the places.</summary>
    public static ResourceId Places(string key) => Make(ResourceKind.Places, Hash(key));

    /// <summary>Numbered places of one person: active bookings of a specialty, minutes of a week.</summary>
    public static ResourceId Limit(string key) => Make(ResourceKind.Limit, Hash(key));

    /// <param name="key">A keyed hash of phone, birth date and name; the upper bits are dropped.</param>
    public static ResourceId Contact(long key) => Make(ResourceKind.Contact, key);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Number}");

    private static long Hash(string key) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

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
    Places = 6,
    Limit = 7,
}
