using Clinic.Domain.Bookings;

namespace Clinic.Domain.Rosters;

/// <summary>A room or device cannot be used from one instant to another (UTC): renovation, repair.</summary>
public sealed class Outage
{
    public int Id { get; set; }

    /// <summary>A room or a device.</summary>
    public ResourceId ResourceId { get; set; }

    public DateTime From { get; set; }

    public DateTime To { get; set; }

    public string Reason { get; set; } = "";
}
