using System.Globalization;

namespace Clinic.Api.Hosting;

/// <summary>What was made and cannot be looked at from outside: its id alone.</summary>
public sealed record MadeResource(string Id)
{
    public MadeResource(Guid id)
        : this(id.ToString("N", CultureInfo.InvariantCulture))
    {
    }
}
