using System.Text.Json.Serialization;

namespace Clinic.Api.Challenges;

/// <summary>A question that costs its answerer some work: which number from 0 to the greatest, written behind the salt, has the hash? ALTCHA, version 1.</summary>
/// <param name="Algorithm">Always <c>SHA-256</c>.</param>
/// <param name="Hash">Of salt and number, hexadecimal.</param>
/// <param name="MaxNumber">The greatest number to try.</param>
/// <param name="Salt">Begins at random; behind the question mark stands when the challenge expires, in Unix seconds.</param>
/// <param name="Signature">Of the hash, hexadecimal; to be given back.</param>
public sealed record Challenge(
    string Algorithm, [property: JsonPropertyName("challenge")] string Hash, [property: JsonPropertyName("maxnumber")] int MaxNumber, string Salt, string Signature);

/// <summary>The answer: what was asked, and the number. Sent as the Base64 of its JSON.</summary>
internal sealed record Solution(string? Algorithm, [property: JsonPropertyName("challenge")] string? Hash, long Number, string? Salt, string? Signature);
