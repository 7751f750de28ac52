using System.Globalization;
using System.Text;
using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Clinic.Api.Hosting;

/// <summary>Reads bodies and queries so that every fault names its field.</summary>
public static class Incoming
{
    private const int MaxKey = 200;

    /// <summary>The JSON body; a fault names the place in the document.</summary>
    public static async Task<Result<T>> ReadBody<T>(this HttpRequest request, CancellationToken cancel)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return new Problem(ProblemCodes.UnsupportedMediaType);
        }

        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, options, cancel) is { } body ? body : Problem.Field("", ProblemCodes.Required);
        }
        catch (JsonException error)
        {
            return Problem.Field(Pointer(error.Path), ProblemCodes.BadValue);
        }
        catch (Exception error) when (error is InvalidOperationException or DecoderFallbackException)
        {
            // Text that is no text: a lone surrogate, bytes that are not UTF-8.
            return Problem.Field("", ProblemCodes.BadCharacters);
        }
    }

    /// <summary>The last date that anybody can have been born on: a day of grace, for somewhere it is tomorrow already.</summary>
    public static DateOnly Tomorrow(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);

    /// <summary>The caller's key, empty for none; with or without the quotes of a structured field.</summary>
    public static Result<string> IdempotencyKey(this HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString().Trim();
        key = key.Length >= 2 && key[0] == '"' && key[^1] == '"' ? key[1..^1] : key;
        return key.Length > MaxKey ? Problem.Field("Idempotency-Key", ProblemCodes.TooLong) : key;
    }

    /// <summary>The version that the caller saw, of <c>If-Match</c>; a tag that is none of ours is of no version there is.</summary>
    public static Result<Seen> SeenVersion(this HttpRequest request)
    {
        var sent = request.Headers.IfMatch.ToString().Trim();
        return sent.Length == 0 || sent == "*" ? new Seen(null)
            : sent.Length > 2 && sent[0] == '"' && sent[^1] == '"' && int.TryParse(sent[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? new Seen(version)
            : new Problem(ProblemCodes.VersionMismatch);
    }

    /// <summary>A date of the body, yyyy-MM-dd; null when absent.</summary>
    public static DateOnly? DateAt(this List<FieldError> errors, string pointer, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2200)
        {
            return date;
        }

        errors.Add(new(pointer, ProblemCodes.BadDate));
        return null;
    }

    /// <summary>A time of the day of the body, HH:mm; null when absent.</summary>
    public static TimeOnly? TimeAt(this List<FieldError> errors, string pointer, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        errors.Add(new(pointer, ProblemCodes.BadValue));
        return null;
    }

    /// <summary>An id of the body; null when absent.</summary>
    public static T? IdAt<T>(this List<FieldError> errors, string pointer, string? text, TryParse<T> parse, string otherwise)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (parse(text, null, out var id))
        {
            return id;
        }

        errors.Add(new(pointer, otherwise));
        return null;
    }

    /// <summary>Free text of the given length; null when absent.</summary>
    public static string? Text(this List<FieldError> errors, string pointer, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > max)
        {
            errors.Add(new(pointer, ProblemCodes.TooLong));
        }
        else if (text.Any(IsUnwanted) || !IsWhole(text))
        {
            errors.Add(new(pointer, ProblemCodes.BadCharacters));
        }

        return text.Trim();
    }

    /// <summary>A date of the query, yyyy-MM-dd; null when absent.</summary>
    public static DateOnly? Date(this List<FieldError> errors, string name, string? text) => errors.DateAt($"?{name}", text);

    /// <summary>An id of the query; null when absent.</summary>
    public static T? Id<T>(this List<FieldError> errors, string name, string? text, TryParse<T> parse)
        where T : struct => errors.IdAt($"?{name}", text, parse, ProblemCodes.BadValue);

    /// <summary>A whole number of the query within bounds.</summary>
    public static int Number(this List<FieldError> errors, string name, string? text, int otherwise, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
        {
            return number;
        }

        errors.Add(new($"?{name}", ProblemCodes.BadValue));
        return otherwise;
    }

    /// <param name="Version">Null where the caller named none.</param>
    public readonly record struct Seen(int? Version);

    /// <summary>How every id reads itself.</summary>
    public delegate bool TryParse<T>(string? text, IFormatProvider? provider, out T id);

    // Control characters, and those that turn the direction of the text behind them.
    private static bool IsUnwanted(char c) => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    // "$.patient.name" → "/patient/name"
    private static string Pointer(string? path) => path is null or "$" ? "" : path.Replace("$", "", StringComparison.Ordinal).Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
