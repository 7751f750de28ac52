namespace Clinic.Api.Hosting;

/// <summary>Every list on the wire.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="Next">Opaque: give it back as <c>after</c> for the next page; absent on the last.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next = null);
