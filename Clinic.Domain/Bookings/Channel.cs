namespace Clinic.Domain.Bookings;

/// <summary>The way a booking came in: <c>registry</c>, <c>doctor</c>, <c>call-centre</c>, <c>widget</c>, <c>kiosk</c>, <c>import</c> or <c>partner:NAME</c>.</summary>
public readonly record struct Channel(string Name)
{
    public static readonly Channel Registry = new("registry");
    public static readonly Channel Doctor = new("doctor");
    public static readonly Channel CallCentre = new("call-centre");
    public static readonly Channel Widget = new("widget");
    public static readonly Channel Import = new("import");

    /// <summary>Staff channels are not bound by lead time, horizon and cut-off.</summary>
    public bool IsStaff => this == Registry || this == Doctor || this == CallCentre || this == Import;

    public override string ToString() => Name;
}
