using System.Text.Json;

namespace Clinic.Domain.Patients;

/// <summary>What changed hands in a merge, kept as the JSON of <see cref="PatientMerge.Moved"/>: ids and names of fields, nothing personal.</summary>
internal sealed record MergedThings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<Guid> Bookings { get; init; } = [];

    /// <summary>The bookings that were put above others for the merge, and the version they had then.</summary>
    public IReadOnlyDictionary<Guid, int> Raised { get; init; } = new Dictionary<Guid, int>();

    public IReadOnlyList<Guid> Policies { get; init; } = [];

    public IReadOnlyList<Guid> Notes { get; init; } = [];

    public IReadOnlyList<Guid> Consents { get; init; } = [];

    public IReadOnlyList<Guid> Waiting { get; init; } = [];

    /// <summary>The fields whose values the two cards exchanged: what the kept card had before is on the merged one.</summary>
    public IReadOnlyList<string> Exchanged { get; init; } = [];

    internal string Text() => JsonSerializer.Serialize(this, Json);

    internal static MergedThings Of(PatientMerge merge) => JsonSerializer.Deserialize<MergedThings>(merge.Moved, Json)!;
}
