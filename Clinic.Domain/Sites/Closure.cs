namespace Clinic.Domain.Sites;

/// <summary>A site is closed on the dates from–to, both included.</summary>
public sealed class Closure
{
    public int Id { get; set; }

    public SiteId SiteId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly To { get; set; }

    public string Reason { get; set; } = "";
}
