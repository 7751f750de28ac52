using System.Net.Http.Json;
using System.Text.Json;

namespace Clinic.Bench.Storms;

/// <summary>What came back: done, refused for a reason, or lost (no answer, or one that says nothing about the outcome).</summary>
internal sealed record Reply(int Status, JsonElement Body)
{
    public static readonly Reply Lost = new(0, default);

    public bool Done => Status is >= 200 and < 300;

    public bool Refused => Status is >= 400 and < 500 and not 429;

    public bool Unknown => !Done && !Refused;

    /// <summary>The reason of a refusal.</summary>
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString()! : $"{Status}";

    public string Text(string name) => Body.GetProperty(name).GetString()!;

    public string Slot => Body.GetProperty("slot").GetProperty("id").GetString()!;

    public static async Task<Reply> Ask(HttpClient http, HttpMethod method, string url, object? body = null, string? key = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var response = await http.SendAsync(request);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            return new((int)response.StatusCode, bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            return Lost;
        }
    }
}
