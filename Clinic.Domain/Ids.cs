using System.Globalization;

namespace Clinic.Domain;

/// <summary>Identity of a <see cref="Sites.Site"/>.</summary>
public readonly record struct SiteId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out SiteId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Doctors.Specialty"/>.</summary>
public readonly record struct SpecialtyId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out SpecialtyId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Doctors.Doctor"/>.</summary>
public readonly record struct DoctorId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out DoctorId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Rooms.Room"/>.</summary>
public readonly record struct RoomId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out RoomId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Devices.Device"/>.</summary>
public readonly record struct DeviceId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out DeviceId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="VisitTypes.VisitType"/>.</summary>
public readonly record struct VisitTypeId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out VisitTypeId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Patients.Patient"/> card.</summary>
public readonly record struct PatientId(int Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out PatientId id) => IdText.TryParse(text, out id, v => new(v));

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Identity of a <see cref="Bookings.Booking"/>; time-ordered, made by the server before the row is written.</summary>
public readonly record struct BookingId(Guid Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out BookingId id)
    {
        var ok = Guid.TryParseExact(text, "N", out var value);
        id = new(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}

/// <summary>Identity of a <see cref="Bookings.Hold"/>.</summary>
public readonly record struct HoldId(Guid Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out HoldId id)
    {
        var ok = Guid.TryParseExact(text, "N", out var value);
        id = new(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}

internal static class IdText
{
    internal static bool TryParse<T>(string? text, out T id, Func<int, T> make)
    {
        var ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        id = make(value);
        return ok;
    }
}
